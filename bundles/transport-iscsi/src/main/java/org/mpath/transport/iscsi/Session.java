package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.ResetListener;
import org.mpath.iscsi.AsyncPdu;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.DataPdu;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.LogoutPdu;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.R2tPdu;
import org.mpath.iscsi.RejectPdu;
import org.mpath.iscsi.ScsiResponsePdu;
import org.mpath.iscsi.TaskManagementPdu;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/**
 * A session in full feature phase, from login to loss or logout. Reactor thread only.
 *
 * <p>Error recovery level 0 (RFC 7143 7.1.4): whatever is wrong with what the target sends, the session is dropped with
 * one sentence that says so. What was sent and not answered is then unknown; only a new login with the same ISID, or a
 * clean answer to a logout, proves it over.
 */
final class Session implements WireOwner {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");
    private static final int NO_STATUS = -1;
    private static final int CONNECTION_ID = 0;
    private static final long TICK_MIN_NANOS = 10_000_000;
    private static final long TICK_MAX_NANOS = 100_000_000;
    /** A timer later than this tells of a process that stood still, not of a silent target. */
    private static final long STANDSTILL_NANOS = 500_000_000;

    private final Reactor reactor;
    private final Wire wire;
    private final Sequence sequence;
    private final SessionListener listener;
    private final Timing timing;
    private final TaskSet tasks;
    private final UnitResets resets;
    private final KeepAlive keepAlive;
    private final ReactorTimer timer;
    private final long tickNanos;
    private final String label;
    private final Landing landing = new Landing();
    private long tickedNanos;

    /** The Data-In being received, and the status it carries. */
    private TaskSlot dataInSlot;

    private int dataInStatus = NO_STATUS;
    private long dataInResidual;

    /** When closing: until when tasks may end by themselves, then until when the logout may be answered. */
    private boolean closing;

    private boolean logoutSent;
    private String closingReason;
    private long closingExpiresNanos;
    private boolean ended;

    /**
     * Takes a wire over whose login is done.
     *
     * @param label what to call the session in log lines
     */
    Session(Reactor reactor, Wire wire, Sequence sequence, LoginOutcome login, Settings settings,
            SessionListener listener, String label) {
        this.reactor = reactor;
        this.wire = wire;
        this.sequence = sequence;
        this.listener = listener;
        this.label = label;
        this.timing = settings.timing();
        this.tasks = new TaskSet(wire, sequence, login.parameters(), settings);
        this.resets = new UnitResets(wire, sequence, tasks, timing);
        this.tickedNanos = reactor.nanoTime();
        this.keepAlive = new KeepAlive(wire, sequence, timing, tickedNanos);
        long finest = Math.min(timing.pingInterval(), Math.min(timing.pingTimeout(), timing.abort())) / 8;
        this.tickNanos = Math.max(TICK_MIN_NANOS, Math.min(TICK_MAX_NANOS, finest));
        this.timer = reactor.timer(this::tick);
        wire.owner(this);
        wire.digests(login.parameters().headerDigest(), login.parameters().dataDigest());
        timer.arm(tickNanos);
    }

    // ---- what paths ask for ----

    /** Takes a task; its path is its carrier. */
    void submit(ScsiTask task) {
        if (closing) {
            task.unanswered(Delivery.NOT_SENT, closingReason);
            IscsiPath.lost(task);
            return;
        }
        tasks.submit(task);
    }

    void abort(ScsiTask task) {
        tasks.abort(task, reactor.nanoTime());
    }

    void resetUnit(IscsiPath path, ResetListener resetListener) {
        resets.send(path, resetListener, reactor.nanoTime());
    }

    int inFlight() {
        return tasks.inFlight();
    }

    // ---- what the target sends ----

    @Override
    public void connected() {
        throw new IllegalStateException("connected already");
    }

    @Override
    public void received(ByteBuffer staged, int at, int dataAt, int dataBytes) {
        int opcode = Bhs.opcode(staged, at);
        switch (opcode) {
            case IscsiOpcode.SCSI_RESPONSE -> scsiResponse(staged, at, dataAt, dataBytes);
            case IscsiOpcode.R2T -> readyToTransfer(staged, at);
            case IscsiOpcode.NOP_IN -> keepAlive.received(staged, at);
            case IscsiOpcode.TASK_MANAGEMENT_RESPONSE -> taskManagementResponse(staged, at);
            case IscsiOpcode.ASYNC_MESSAGE -> asyncMessage(staged, at, dataAt, dataBytes);
            case IscsiOpcode.LOGOUT_RESPONSE -> logoutResponse(staged, at);
            case IscsiOpcode.REJECT -> reject(staged, at, dataAt, dataBytes);
            default -> throw new MalformedPdu("unexpected PDU: " + IscsiOpcode.nameOf(opcode));
        }
        wakeOutput();
    }

    /** The window may have moved, slots may have become free. */
    private void wakeOutput() {
        if (tasks.hasOutput()) {
            wire.flushLater();
        }
    }

    private void scsiResponse(ByteBuffer pdu, int at, int dataAt, int dataBytes) {
        sequence.answered(pdu, at);
        TaskSlot slot = tasks.find(Bhs.taskTag(pdu, at), IscsiOpcode.SCSI_RESPONSE);
        int response = ScsiResponsePdu.response(pdu, at);
        if (response != ScsiResponsePdu.COMPLETED) {
            tasks.ended(slot, Delivery.ENDED, response == 1 ? "target failure" : "unknown iSCSI response code");
            return;
        }
        ScsiTask task = slot.task;
        task.senseLength = ScsiResponsePdu.getSense(pdu, dataAt, dataBytes, task.sense);
        int status = ScsiResponsePdu.status(pdu, at);
        if (status == Status.CHECK_CONDITION && tellsOfChangedUnits(task.sense, task.senseLength)) {
            listener.unitsChanged();
        }
        tasks.answered(slot, status, ScsiResponsePdu.residual(pdu, at));
    }

    /** UNIT ATTENTION, REPORTED LUNS DATA HAS CHANGED (SPC-5 annex F). */
    private static boolean tellsOfChangedUnits(byte[] sense, int length) {
        return Sense.key(sense, length) == 6 && Sense.asc(sense, length) == 0x3f && Sense.ascq(sense, length) == 0x0e;
    }

    @Override
    public Landing dataIn(ByteBuffer staged, int at, int dataBytes) {
        TaskSlot slot = tasks.find(Bhs.taskTag(staged, at), IscsiOpcode.DATA_IN);
        long offset = DataPdu.offset(staged, at);
        slot.acceptData(DataPdu.dataSn(staged, at), offset, dataBytes);
        if (DataPdu.hasStatus(staged, at)) {
            if (!Bhs.isFinal(staged, at)) {
                throw new MalformedPdu("Data-In with status that is not the last of its sequence");
            }
            sequence.answered(staged, at);
            dataInStatus = DataPdu.status(staged, at);
            dataInResidual = DataPdu.residual(staged, at);
        } else {
            sequence.seen(staged, at);
            dataInStatus = NO_STATUS;
        }
        dataInSlot = slot;
        landing.set(slot.task.data, slot.task.dataOffset + (int) offset);
        return landing;
    }

    @Override
    public void dataInLanded() {
        TaskSlot slot = dataInSlot;
        dataInSlot = null;
        landing.set(null, 0);
        if (dataInStatus != NO_STATUS) {
            tasks.answered(slot, dataInStatus, dataInResidual);
        }
        wakeOutput();
    }

    private void readyToTransfer(ByteBuffer pdu, int at) {
        sequence.seen(pdu, at);
        TaskSlot slot = tasks.find(Bhs.taskTag(pdu, at), IscsiOpcode.R2T);
        tasks.readyToTransfer(slot, R2tPdu.r2tSn(pdu, at), Bhs.transferTag(pdu, at), R2tPdu.offset(pdu, at),
                R2tPdu.desiredBytes(pdu, at));
    }

    private void taskManagementResponse(ByteBuffer pdu, int at) {
        sequence.answered(pdu, at);
        int tag = Bhs.taskTag(pdu, at);
        int response = TaskManagementPdu.response(pdu, at);
        switch (TaskTag.kind(tag)) {
            case TaskTag.ABORT -> tasks.abortAnswered(tag, response);
            case TaskTag.UNIT_RESET -> resets.answered(tag, response);
            default -> throw new MalformedPdu("Task Management Response for unknown task tag " + TaskSlot.text(tag));
        }
    }

    private void reject(ByteBuffer pdu, int at, int dataAt, int dataBytes) {
        sequence.answered(pdu, at);
        String rejected = dataBytes > 0 ? IscsiOpcode.nameOf(Bhs.opcode(pdu, dataAt)) : "PDU";
        throw new MalformedPdu("target rejected a " + rejected + ": " + RejectPdu.reasonText(RejectPdu.reason(pdu, at)));
    }

    private void asyncMessage(ByteBuffer pdu, int at, int dataAt, int dataBytes) {
        sequence.answered(pdu, at);
        int event = AsyncPdu.event(pdu, at);
        LOG.log(Level.INFO, "event=iscsi.async " + label + " code=" + event);
        switch (event) {
            case AsyncPdu.SCSI_EVENT -> scsiEvent(pdu, dataAt, dataBytes);
            case AsyncPdu.LOGOUT_REQUEST -> close("target asks for a logout", AsyncPdu.parameter3(pdu, at));
            case AsyncPdu.NEGOTIATE -> close("target asks for a new negotiation", AsyncPdu.parameter3(pdu, at));
            case AsyncPdu.CONNECTION_DROP, AsyncPdu.SESSION_DROP ->
                end(Delivery.UNKNOWN, "target announces that it drops the session", AsyncPdu.parameter2(pdu, at));
            default -> { } // tasks of a unit ended, vendor events: nothing follows from them
        }
    }

    private void scsiEvent(ByteBuffer pdu, int dataAt, int dataBytes) {
        byte[] sense = new byte[ScsiTask.SENSE_BYTES_MAX];
        int length = ScsiResponsePdu.getSense(pdu, dataAt, dataBytes, sense);
        if (tellsOfChangedUnits(sense, length)) {
            listener.unitsChanged();
        }
    }

    // ---- sending ----

    @Override
    public void fill(Outbox outbox) {
        if (logoutSent) {
            return; // nothing may follow a Logout Request (RFC 7143 11.14)
        }
        keepAlive.fill(outbox);
        tasks.fill();
        if (closing && tasks.inFlight() == 0) {
            sendLogout();
        }
    }

    // ---- time ----

    private void tick() {
        long now = reactor.nanoTime();
        long late = now - tickedNanos - tickNanos;
        tickedNanos = now;
        timer.arm(tickNanos);
        if (late > STANDSTILL_NANOS) {
            tasks.extend(late);
            keepAlive.extend(late);
            return;
        }
        try {
            keepAlive.tick(now);
            resets.expire(now);
            tasks.expire(now);
            expireClosing(now);
        } catch (WireLost e) {
            end(Delivery.UNKNOWN, e.getMessage(), 0);
        }
    }

    // ---- the end ----

    /** Takes no new tasks, lets those sent end for at most {@code drainSeconds}, then logs out. */
    void close(String reason, int drainSeconds) {
        if (closing) {
            return;
        }
        closing = true;
        closingReason = reason;
        closingExpiresNanos = reactor.nanoTime() + Math.min(timing.logout(), drainSeconds * 1_000_000_000L);
        listener.sessionClosing(reason);
        tasks.refuseWaiting(reason);
        wire.flushLater();
    }

    private void expireClosing(long nowNanos) {
        if (!closing || closingExpiresNanos - nowNanos > 0) {
            return;
        }
        if (logoutSent) {
            throw new WireLost(closingReason + "; the logout was not answered in " + timing.logout() / 1_000_000 + " ms");
        }
        sendLogout();
    }

    private void sendLogout() {
        Outbox outbox = wire.outbox();
        if (!outbox.hasControlRoom(0)) {
            return;
        }
        int at = outbox.nextHeader();
        LogoutPdu.putRequest(outbox.headers(), at, LogoutPdu.CLOSE_SESSION, TaskTag.of(TaskTag.LOGOUT, 0, 0),
                CONNECTION_ID);
        Bhs.putRequestNumbers(outbox.headers(), at, sequence.cmdSn(), sequence.expStatSn());
        outbox.send();
        logoutSent = true;
        closingExpiresNanos = reactor.nanoTime() + timing.logout();
        wire.flushLater();
    }

    private void logoutResponse(ByteBuffer pdu, int at) {
        sequence.answered(pdu, at);
        if (!logoutSent || Bhs.taskTag(pdu, at) != TaskTag.of(TaskTag.LOGOUT, 0, 0)) {
            throw new MalformedPdu("Logout Response that was not asked for");
        }
        boolean clean = LogoutPdu.response(pdu, at) == LogoutPdu.CLOSED;
        end(clean ? Delivery.ENDED : Delivery.UNKNOWN, closingReason, LogoutPdu.waitSeconds(pdu, at));
    }

    @Override
    public void wireLost(RuntimeException cause) {
        end(Delivery.UNKNOWN, cause.getMessage(), 0);
    }

    /** Ends the session at once. */
    void drop(String reason) {
        end(Delivery.UNKNOWN, reason, 0);
    }

    private void end(Delivery sent, String reason, int waitSeconds) {
        if (ended) {
            return;
        }
        ended = true;
        timer.cancel();
        wire.close();
        listener.sessionEnded(reason, waitSeconds);
        tasks.end(sent, reason);
        resets.end();
    }
}

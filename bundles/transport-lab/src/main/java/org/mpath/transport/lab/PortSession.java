package org.mpath.transport.lab;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TurnEnd;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.LostLink;
import org.mpath.api.path.ResetListener;
import org.mpath.scsi.Status;

/**
 * The initiator's end of the nexus through one port: sends commands, waits for answers, loses patience, logs in again. It
 * knows of the port only what comes through the {@link PortWire}. Reactor thread, but {@link #port} and
 * {@link #linkReason}.
 *
 * <p>No outcome is told inside {@link #submit}; all are told at the end of the turn, so a listener that submits again does
 * not grow the stack.
 */
final class PortSession implements TurnEnd, LostLink.Port<LabPath> {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    private final Reactor reactor;
    private final String port;
    private final PortWire wire;
    private final LunScan scan;
    private final LoginMessage login = new LoginMessage(this);
    private final InFlight inFlight = new InFlight(this);
    private final List<ResetMessage> resets = new ArrayList<>();
    private final ArrayDeque<ScsiTask> refused = new ArrayDeque<>();
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final LostLink<LabPath> lostLink;
    private final ReactorTimer reconnect;
    private final ReactorTimer patience;
    private final ReactorTimer delivery;
    private LabTimes times;
    private boolean turnEndAsked;
    private boolean closed;
    private long order;
    /** When the first of the commands and resets on their way expires, or earlier. */
    private long earliestExpiryNanos;

    private long patienceNanos;
    /** Null while the link is up. */
    private volatile String linkReason = "not logged in yet";

    PortSession(Reactor reactor, String port, PortWire wire, LabTimes times, PathEvents events) {
        this.reactor = reactor;
        this.port = port;
        this.wire = wire;
        this.times = times;
        this.scan = new LunScan(this, events);
        this.lostLink = new LostLink<>(reactor, this);
        this.reconnect = reactor.timer(this::connect);
        this.patience = reactor.timer(this::expire);
        this.delivery = reactor.timer(this::askTurnEnd);
        wire.onAnswer(this::askTurnEnd);
    }

    // ---- views ----

    String port() {
        return port;
    }

    Reactor reactor() {
        return reactor;
    }

    PortWire wire() {
        return wire;
    }

    /** Why the link is down; null while it is up. Any thread. */
    String linkReason() {
        return linkReason;
    }

    @Override
    public Collection<LabPath> paths() {
        return scan.paths();
    }

    void times(LabTimes newTimes) {
        times = newTimes;
    }

    // ---- link ----

    /** Tries to log in. */
    void connect() {
        wire.close();
        if (wire.accepts()) {
            wire.send(login);
            reconnect.arm(times.loginNanos());
            askTurnEnd();
        } else {
            reconnect.arm(times.reconnectNanos());
        }
    }

    /** The login was answered. */
    void established() {
        reconnect.cancel();
        linkReason = null;
        LOG.log(Level.INFO, "event=lab.link_up port=" + port);
        lostLink.back();
        paths().forEach(LabPath::tellUp);
        scan.start();
    }

    /** The array ended the connection: its tasks are over. */
    void connectionReset(String reason) {
        lost(Delivery.ENDED, reason);
    }

    /** The initiator gives the connection up: nobody knows what the array still does. */
    private void drop(String reason) {
        for (int slot = 0; slot < inFlight.slots(); slot++) {
            CommandMessage message = inFlight.at(slot);
            if (message != null) {
                message.abandon();
            }
        }
        wire.close();
        lost(Delivery.UNKNOWN, reason);
    }

    private void lost(Delivery outcome, String reason) {
        if (linkReason != null) {
            return;
        }
        linkReason = reason;
        LOG.log(closed ? Level.DEBUG : Level.WARNING, "event=lab.link_down port=" + port + " reason=\"" + reason + '"');
        lostLink.lost(reason);
        finishAll(outcome, reason);
        List<ResetMessage> unanswered = List.copyOf(resets);
        resets.clear();
        unanswered.forEach(reset -> reset.done(false));
        if (!closed) {
            reconnect.arm(times.reconnectNanos());
        }
    }

    /** What is held of paths without a link, and how long they are kept. */
    LostLink<LabPath> lostLink() {
        return lostLink;
    }

    @Override
    public LossTimes times(LabPath path) {
        return path.lossTimes();
    }

    @Override
    public void tellDown(LabPath path, String reason) {
        path.tellDown(reason);
    }

    @Override
    public void tellOver(ScsiTask task) {
        task.pathListener.taskDone(task);
    }

    @Override
    public void remove(LabPath path, String reason) {
        scan.remove(path, reason);
    }

    /** Looks for added and removed units. */
    void rescan() {
        scan.start();
    }

    /** Ends the session for good. */
    void close(String reason) {
        closed = true;
        wire.cut();
        lost(Delivery.ENDED, reason);
        linkReason = reason;
        lostLink.close();
        reconnect.cancel();
        patience.cancel();
        delivery.cancel();
        scan.removeAll(reason);
    }

    // ---- commands ----

    void submit(long lun, ScsiTask task) {
        long timeoutNanos = task.timeoutNanos > 0 ? task.timeoutNanos : times.timeoutNanos();
        task.expiresNanos = reactor.nanoTime() + timeoutNanos;
        if (linkReason != null) {
            task.unanswered(Delivery.NOT_SENT, linkReason);
            if (!held(task)) {
                refuse(task);
            }
            return;
        }
        CommandMessage message = inFlight.take();
        if (message == null) {
            task.delivery = Delivery.ANSWERED;
            task.status = Status.TASK_SET_FULL;
            task.residual = task.dataLength;
            refuse(task);
            return;
        }
        message.begin(task, lun, ++order, task.expiresNanos);
        noteExpiry(message.expiresNanos);
        wire.send(message);
        askTurnEnd();
    }

    /** Whether a task that has no link is kept for now; the scan's own are not. */
    private boolean held(ScsiTask task) {
        return linkReason != null && task.carrier instanceof LabPath path && lostLink.hold(path, task);
    }

    void abort(ScsiTask task) {
        CommandMessage message = task.slot < inFlight.slots() ? inFlight.at(task.slot) : null;
        if (message != null && message.task == task && !message.aborting) {
            sendAbort(message, "aborted on request");
        }
    }

    void resetUnit(LabPath path, ResetListener listener) {
        if (linkReason != null) {
            later.add(() -> listener.resetDone(path, false));
        } else {
            long expiresNanos = reactor.nanoTime() + times.timeoutNanos();
            ResetMessage reset = new ResetMessage(this, path, listener, ++order, expiresNanos);
            resets.add(reset);
            noteExpiry(expiresNanos);
            wire.send(reset);
        }
        askTurnEnd();
    }

    /** A command is over; its message can be used again. */
    ScsiTask release(CommandMessage message) {
        ScsiTask task = message.task;
        inFlight.release(message);
        return task;
    }

    /** ABORT TASK was answered. */
    void aborted(CommandMessage message) {
        finish(message, Delivery.ENDED, message.abortReason);
    }

    /** LOGICAL UNIT RESET was answered: what was sent before it is over. */
    void resetAnswered(ResetMessage reset, boolean complete) {
        resets.remove(reset);
        for (int slot = 0; complete && slot < inFlight.slots(); slot++) {
            CommandMessage message = inFlight.at(slot);
            if (message != null && message.lun == reset.path.lun() && message.order < reset.order) {
                finish(message, Delivery.ENDED, "ended by LOGICAL UNIT RESET");
            }
        }
        reset.done(complete);
    }

    private void sendAbort(CommandMessage message, String reason) {
        message.aborting = true;
        message.abortReason = reason;
        message.expiresNanos = reactor.nanoTime() + times.timeoutNanos();
        noteExpiry(message.expiresNanos);
        wire.send(new AbortMessage(this, message));
        askTurnEnd();
    }

    private void refuse(ScsiTask task) {
        refused.add(task);
        askTurnEnd();
    }

    private void finishAll(Delivery outcome, String reason) {
        for (int slot = 0; slot < inFlight.slots(); slot++) {
            CommandMessage message = inFlight.at(slot);
            if (message != null) {
                finish(message, outcome, reason);
            }
        }
    }

    private void finish(CommandMessage message, Delivery outcome, String reason) {
        ScsiTask task = message.task;
        if (message.abandoned()) {
            inFlight.replace(message);
        } else {
            inFlight.release(message);
        }
        task.unanswered(outcome, reason);
        if (!held(task)) {
            task.pathListener.taskDone(task);
        }
    }

    // ---- time ----

    /** Something has run out of time: commands are aborted; an abort or a reset without an answer ends the session. */
    private void expire() {
        wire.deliver(); // an answer that is here in time counts, however late we look
        long nowNanos = reactor.nanoTime();
        earliestExpiryNanos = nowNanos + times.timeoutNanos();
        for (ResetMessage reset : resets) {
            if (expired(reset.expiresNanos, nowNanos)) {
                drop(noAnswerTo("LOGICAL UNIT RESET"));
                return;
            }
        }
        for (int slot = 0; slot < inFlight.slots(); slot++) {
            CommandMessage message = inFlight.at(slot);
            if (message == null || !expired(message.expiresNanos, nowNanos)) {
                continue;
            }
            if (message.aborting) {
                drop(noAnswerTo("ABORT TASK"));
                return;
            }
            sendAbort(message, "no answer in time, aborted");
        }
        watch();
    }

    private boolean expired(long expiresNanos, long nowNanos) {
        if (expiresNanos - nowNanos <= 0) {
            return true;
        }
        noteExpiry(expiresNanos);
        return false;
    }

    private String noAnswerTo(String request) {
        return "port " + port + " did not answer " + request + " within " + times.timeoutMillis() + " ms";
    }

    private void noteExpiry(long expiresNanos) {
        if (inFlight.count() + resets.size() <= 1 || expiresNanos - earliestExpiryNanos < 0) {
            earliestExpiryNanos = expiresNanos;
        }
    }

    /** Sees to it that somebody looks when the first of what is on its way expires. Nothing to do while all is answered. */
    private void watch() {
        boolean waiting = inFlight.count() + resets.size() > 0;
        if (waiting && (!patience.armed() || earliestExpiryNanos - patienceNanos < 0)) {
            patienceNanos = earliestExpiryNanos;
            patience.arm(earliestExpiryNanos - reactor.nanoTime());
        }
    }

    // ---- turn end ----

    /** Looks at the wire at the end of this turn, for instance because it was healed. */
    void askTurnEnd() {
        if (!turnEndAsked) {
            turnEndAsked = true;
            reactor.atTurnEnd(this);
        }
    }

    @Override
    public void turnEnded() {
        turnEndAsked = false;
        for (int left = refused.size(); left > 0; left--) {
            ScsiTask task = refused.poll();
            task.pathListener.taskDone(task);
        }
        for (int left = later.size(); left > 0; left--) {
            later.poll().run();
        }
        wire.deliver();
        long untilDeliveryNanos = wire.untilDeliveryNanos();
        if (untilDeliveryNanos <= 0) {
            askTurnEnd();
        } else if (untilDeliveryNanos != Long.MAX_VALUE) {
            delivery.arm(untilDeliveryNanos);
        }
        watch();
    }
}

package org.mpath.transport.iscsi;

import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.SerialNumber;
import org.mpath.iscsi.SessionParameters;
import org.mpath.iscsi.TaskManagementPdu;

/**
 * The tasks of a session: waiting for the command window, sent, being aborted. Everything is preallocated.
 *
 * <p>A task has a slot from the moment its command is queued until it is over. It is over when its answer is there and its
 * own data are out of the outbox (a target may answer a write early), when its abort was answered, or when the session
 * ends; then its listener is told, and nothing here refers to its buffer any more.
 */
final class TaskSet {
    /** Reads of more than this are read straight into their buffers. */
    private static final int LARGE_READ_BYTES = 16 * 1024;

    private final Wire wire;
    private final Outbox outbox;
    private final Sequence sequence;
    private final CommandSender sender;
    private final SessionParameters parameters;
    private final Timing timing;
    private final TaskSlot[] slots;
    private final TaskSlot[] free;
    private final WaitingList waiting;
    private int freeCount;
    private int largeReads;
    private int draining;

    TaskSet(Wire wire, Sequence sequence, SessionParameters parameters, Settings settings) {
        this.wire = wire;
        this.outbox = wire.outbox();
        this.sequence = sequence;
        this.parameters = parameters;
        this.timing = settings.timing();
        this.sender = new CommandSender(sequence, parameters);
        this.slots = new TaskSlot[settings.queueDepth()];
        this.free = new TaskSlot[slots.length];
        this.waiting = new WaitingList(settings.waitingMax());
        int burstsMax = Math.min(parameters.maxOutstandingR2t(), Settings.MAX_OUTSTANDING_R2T) + 1;
        for (int i = slots.length - 1; i >= 0; i--) {
            slots[i] = new TaskSlot(i, burstsMax);
            free[freeCount++] = slots[i];
        }
    }

    /** Tasks sent and not over. */
    int inFlight() {
        return slots.length - freeCount;
    }

    // ---- sending ----

    /** Takes a task: sends it, lets it wait, or completes it as not sent when too many wait. */
    void submit(ScsiTask task) {
        if (waiting.isEmpty() && canStart()) {
            start(task);
        } else if (!waiting.add(task)) {
            task.unanswered(Delivery.NOT_SENT, "too many commands wait for the target's command window");
            IscsiPath.over(task);
            return;
        }
        wire.flushLater();
    }

    private boolean canStart() {
        return freeCount > 0 && sender.canStart(outbox);
    }

    private void start(ScsiTask task) {
        TaskSlot slot = free[--freeCount];
        slot.generation++;
        slot.begin(task, (IscsiPath) task.carrier);
        task.slot = slot.index;
        if (task.direction == DataDirection.READ && task.dataLength > LARGE_READ_BYTES) {
            slot.largeRead = true;
            largeReads++;
            wire.inbox().smallWindow(true);
        }
        sender.start(slot, outbox);
    }

    /** Puts what there is to send into the outbox; completes tasks that waited only for their data to leave. */
    void fill() {
        if (draining > 0) {
            completeDrained();
        }
        sender.sendData(outbox);
        while (!waiting.isEmpty() && canStart()) {
            start(waiting.poll());
        }
        sender.sendData(outbox);
    }

    /** Whether {@link #fill} has work. */
    boolean hasOutput() {
        return draining > 0 || sender.hasData() || !waiting.isEmpty() && canStart();
    }

    // ---- answers ----

    /** The task a tag names, which must be sent and not answered. */
    TaskSlot find(int tag, int opcode) {
        TaskSlot slot = TaskTag.kind(tag) == TaskTag.COMMAND ? slotOf(tag) : null;
        if (slot == null || slot.task == null || slot.answered) {
            throw new MalformedPdu(IscsiOpcode.nameOf(opcode) + " for unknown task tag " + TaskSlot.text(tag));
        }
        return slot;
    }

    private TaskSlot slotOf(int tag) {
        int index = TaskTag.index(tag);
        return index < slots.length && TaskTag.sameGeneration(tag, slots[index].generation) ? slots[index] : null;
    }

    /** An R2T for a task. */
    void readyToTransfer(TaskSlot slot, int r2tSn, int transferTag, long offset, long bytes) {
        slot.acceptR2t(r2tSn, transferTag, offset, bytes, parameters.maxBurst(), slot.burstTag.length - 1);
        sender.queue(slot);
        wire.flushLater();
    }

    /** The unit's answer to a task, its sense data already in the task. */
    void answered(TaskSlot slot, int status, long residual) {
        ScsiTask task = slot.task;
        task.delivery = Delivery.ANSWERED;
        task.status = status;
        task.residual = residual(task, residual);
        finish(slot);
    }

    /** What is missing of a read is counted, not believed: a target that sends less than it says must not go unnoticed. */
    private static int residual(ScsiTask task, long declared) {
        int missing = task.direction == DataDirection.READ ? task.dataLength - task.transferred : 0;
        if (missing > 0) {
            return missing;
        }
        return (int) Math.max(-Integer.MAX_VALUE, Math.min(declared, task.dataLength));
    }

    /** A task is over without an answer. */
    void ended(TaskSlot slot, Delivery delivery, String reason) {
        slot.task.unanswered(delivery, reason);
        finish(slot);
    }

    private void finish(TaskSlot slot) {
        sender.forget(slot);
        slot.answered = true;
        if (slot.sentTo > outbox.writtenBytes()) {
            draining++;
            wire.flushLater();
        } else {
            complete(slot);
        }
    }

    private void completeDrained() {
        for (TaskSlot slot : slots) {
            if (slot.task != null && slot.answered && slot.sentTo <= outbox.writtenBytes()) {
                draining--;
                complete(slot);
            }
        }
    }

    private void complete(TaskSlot slot) {
        ScsiTask task = slot.task;
        slot.task = null;
        slot.path = null;
        if (slot.largeRead) {
            slot.largeRead = false;
            largeReads--;
            wire.inbox().smallWindow(largeReads > 0);
        }
        if (!slot.aborting) {
            free[freeCount++] = slot;
        }
        IscsiPath.over(task);
        if (!waiting.isEmpty()) {
            wire.flushLater();
        }
    }

    // ---- aborting ----

    /** Asks the target to abort a task; a no-op when it is over. */
    void abort(ScsiTask task, long nowNanos) {
        if (waiting.remove(task)) {
            task.unanswered(Delivery.NOT_SENT, "aborted before it was sent");
            IscsiPath.over(task);
            return;
        }
        TaskSlot slot = task.slot >= 0 && task.slot < slots.length ? slots[task.slot] : null;
        if (slot != null && slot.task == task && !slot.answered && !slot.aborting) {
            sendAbort(slot, "aborted on request", nowNanos);
        }
    }

    private void sendAbort(TaskSlot slot, String reason, long nowNanos) {
        if (!outbox.hasControlRoom(0)) {
            return; // the session's timer comes by again
        }
        int at = outbox.nextHeader();
        TaskManagementPdu.putRequest(outbox.headers(), at, TaskManagementPdu.ABORT_TASK, slot.path.wireLun(),
                slot.abortTag(), slot.tag(), slot.cmdSn);
        Bhs.putRequestNumbers(outbox.headers(), at, sequence.cmdSn(), sequence.expStatSn());
        outbox.send();
        slot.aborting = true;
        slot.abortReason = reason;
        slot.abortExpiresNanos = nowNanos + timing.abort();
        wire.flushLater();
    }

    /** The answer to an ABORT TASK: the task is over, if it was not answered meanwhile (RFC 7143 11.6.1). */
    void abortAnswered(int tag, int response) {
        TaskSlot slot = slotOf(tag);
        if (slot == null || !slot.aborting) {
            throw new MalformedPdu("Task Management Response for unknown task tag " + TaskSlot.text(tag));
        }
        slot.aborting = false;
        if (slot.task == null) {
            free[freeCount++] = slot;
        } else if (!slot.answered) {
            if (response != TaskManagementPdu.COMPLETE && response != TaskManagementPdu.NO_TASK) {
                throw new MalformedPdu("ABORT TASK was answered: " + TaskManagementPdu.responseText(response));
            }
            ended(slot, Delivery.ENDED, slot.abortReason);
        }
    }

    /** A unit was reset: its tasks that were sent before the reset with number {@code cmdSn} are over. */
    void unitReset(IscsiPath path, int cmdSn) {
        for (TaskSlot slot : slots) {
            if (slot.task != null && !slot.answered && slot.path == path
                    && SerialNumber.before(slot.cmdSn, cmdSn)) {
                ended(slot, Delivery.ENDED, "ended by a reset of the logical unit");
            }
        }
    }

    // ---- time ----

    /**
     * Aborts tasks whose time is over.
     *
     * @throws WireLost when an abort was not answered in time
     */
    void expire(long nowNanos) {
        for (TaskSlot slot : slots) {
            if (slot.aborting && slot.abortExpiresNanos - nowNanos <= 0) {
                throw new WireLost("ABORT TASK was not answered in " + timing.abort() / 1_000_000 + " ms");
            }
            if (slot.task != null && !slot.answered && !slot.aborting && slot.task.expiresNanos - nowNanos <= 0) {
                sendAbort(slot, "no answer in time; aborted", nowNanos);
            }
        }
        ScsiTask late;
        while ((late = waiting.pollExpired(nowNanos)) != null) {
            late.unanswered(Delivery.NOT_SENT, "the target's command window stayed closed");
            IscsiPath.over(late);
        }
    }

    /** Gives everyone more time: the process stood still. */
    void extend(long nanos) {
        waiting.extend(nanos);
        for (TaskSlot slot : slots) {
            slot.abortExpiresNanos += nanos;
            if (slot.task != null) {
                slot.task.expiresNanos += nanos;
            }
        }
    }

    // ---- the end ----

    /**
     * The session is over, its wire closed. Every task is completed: answered if its answer had come, not sent if not one
     * byte of it had left, else with {@code sent}.
     */
    void end(Delivery sent, String reason) {
        for (TaskSlot slot : slots) {
            ScsiTask task = slot.task;
            if (task == null) {
                continue;
            }
            if (!slot.answered) {
                boolean left = outbox.writtenBytes() > slot.sentFrom;
                task.unanswered(left ? sent : Delivery.NOT_SENT, reason);
            }
            boolean answered = slot.answered;
            slot.task = null;
            slot.path = null;
            if (answered) {
                IscsiPath.over(task);
            } else {
                IscsiPath.lost(task);
            }
        }
        refuseWaiting(reason);
    }

    /** Completes the tasks that wait as not sent. */
    void refuseWaiting(String reason) {
        while (!waiting.isEmpty()) {
            ScsiTask task = waiting.poll();
            task.unanswered(Delivery.NOT_SENT, reason);
            IscsiPath.lost(task);
        }
    }
}

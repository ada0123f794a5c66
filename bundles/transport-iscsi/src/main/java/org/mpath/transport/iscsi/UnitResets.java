package org.mpath.transport.iscsi;

import org.mpath.api.path.ResetListener;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.TaskManagementPdu;

/** LOGICAL UNIT RESETs of a session that wait for their answers (RFC 7143 11.5). */
final class UnitResets {
    private static final int OUTSTANDING_MAX = 32;

    private final Wire wire;
    private final Sequence sequence;
    private final TaskSet tasks;
    private final Timing timing;
    private final Reset[] resets = new Reset[OUTSTANDING_MAX];
    private int generation;

    private record Reset(IscsiPath path, ResetListener listener, int tag, int cmdSn, long expiresNanos) {}

    UnitResets(Wire wire, Sequence sequence, TaskSet tasks, Timing timing) {
        this.wire = wire;
        this.sequence = sequence;
        this.tasks = tasks;
        this.timing = timing;
    }

    /** Sends a reset; tells the listener at once that it failed when there is no room for one more. */
    void send(IscsiPath path, ResetListener listener, long nowNanos) {
        int place = freePlace();
        Outbox outbox = wire.outbox();
        if (place < 0 || !outbox.hasControlRoom(0)) {
            path.tellReset(listener, false);
            return;
        }
        int tag = TaskTag.of(TaskTag.UNIT_RESET, generation++, place);
        resets[place] = new Reset(path, listener, tag, sequence.cmdSn(), nowNanos + timing.abort());
        int at = outbox.nextHeader();
        TaskManagementPdu.putRequest(outbox.headers(), at, TaskManagementPdu.LOGICAL_UNIT_RESET, path.wireLun(), tag,
                Bhs.NO_TAG, 0);
        Bhs.putRequestNumbers(outbox.headers(), at, sequence.cmdSn(), sequence.expStatSn());
        outbox.send();
        wire.flushLater();
    }

    private int freePlace() {
        for (int place = 0; place < resets.length; place++) {
            if (resets[place] == null) {
                return place;
            }
        }
        return -1;
    }

    /** The answer to a reset: ends the unit's tasks, then tells. */
    void answered(int tag, int response) {
        int place = TaskTag.index(tag);
        Reset reset = place < resets.length ? resets[place] : null;
        if (reset == null || reset.tag() != tag) {
            throw new MalformedPdu("Task Management Response for unknown task tag " + TaskSlot.text(tag));
        }
        resets[place] = null;
        boolean done = response == TaskManagementPdu.COMPLETE;
        if (done) {
            tasks.unitReset(reset.path(), reset.cmdSn());
        }
        reset.path().tellReset(reset.listener(), done);
    }

    /**
     * Looks for resets without an answer.
     *
     * @throws WireLost when one was not answered in time
     */
    void expire(long nowNanos) {
        for (Reset reset : resets) {
            if (reset != null && reset.expiresNanos() - nowNanos <= 0) {
                throw new WireLost("LOGICAL UNIT RESET was not answered in " + timing.abort() / 1_000_000 + " ms");
            }
        }
    }

    /** The session is over: every reset has failed. */
    void end() {
        for (int place = 0; place < resets.length; place++) {
            Reset reset = resets[place];
            resets[place] = null;
            if (reset != null) {
                reset.path().tellReset(reset.listener(), false);
            }
        }
    }
}

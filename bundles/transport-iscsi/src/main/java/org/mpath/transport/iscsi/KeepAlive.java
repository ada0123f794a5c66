package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.NopPdu;

/**
 * Both directions of "are you there" (RFC 7143 11.18, 11.19): pings a silent target and ends the session when it stays
 * silent; answers the target's pings.
 */
final class KeepAlive {
    /** Pings of the target that may wait for room in the outbox. */
    private static final int ANSWERS_MAX = 16;

    private final Wire wire;
    private final Sequence sequence;
    private final Timing timing;
    private final int[] answerTags = new int[ANSWERS_MAX];
    private final long[] answerLuns = new long[ANSWERS_MAX];
    private int answers;
    private int generation;
    private boolean pinging;
    private long heardProgress;
    private long heardNanos;

    KeepAlive(Wire wire, Sequence sequence, Timing timing, long nowNanos) {
        this.wire = wire;
        this.sequence = sequence;
        this.timing = timing;
        this.heardNanos = nowNanos;
        this.heardProgress = wire.progress();
    }

    /** A NOP-In: an answer to our ping, or a ping, or only news of the command window. */
    void received(ByteBuffer staged, int at) {
        int taskTag = Bhs.taskTag(staged, at);
        if (taskTag != Bhs.NO_TAG) {
            sequence.answered(staged, at);
            if (!pinging || taskTag != pingTag()) {
                throw new MalformedPdu("NOP-In for unknown task tag " + TaskSlot.text(taskTag));
            }
            pinging = false;
            return;
        }
        sequence.seen(staged, at);
        if (Bhs.transferTag(staged, at) != Bhs.NO_TAG) {
            queueAnswer(Bhs.transferTag(staged, at), Bhs.lun(staged, at));
        }
    }

    private int pingTag() {
        return TaskTag.of(TaskTag.PING, generation, 0);
    }

    private void queueAnswer(int transferTag, long lun) {
        if (answers == ANSWERS_MAX) {
            throw new MalformedPdu("more than " + ANSWERS_MAX + " NOP-In at a time want an answer");
        }
        answerTags[answers] = transferTag;
        answerLuns[answers] = lun;
        answers++;
        wire.flushLater();
    }

    /** Answers pings as far as there is room. */
    void fill(Outbox outbox) {
        int sent = 0;
        while (sent < answers && outbox.hasControlRoom(0)) {
            NopPdu.putOut(outbox.headers(), outbox.nextHeader(), answerLuns[sent], Bhs.NO_TAG, answerTags[sent]);
            send(outbox);
            sent++;
        }
        if (sent > 0) {
            answers -= sent;
            System.arraycopy(answerTags, sent, answerTags, 0, answers);
            System.arraycopy(answerLuns, sent, answerLuns, 0, answers);
        }
    }

    /**
     * Looks whether the target was heard of.
     *
     * @throws WireLost when it was not for too long
     */
    void tick(long nowNanos) {
        long progress = wire.progress();
        if (progress != heardProgress) {
            heardProgress = progress;
            heardNanos = nowNanos;
        }
        long silence = nowNanos - heardNanos;
        if (silence >= timing.pingInterval() + timing.pingTimeout()) {
            throw new WireLost("no answer to a NOP-Out in " + timing.pingTimeout() / 1_000_000 + " ms");
        }
        if (!pinging && silence >= timing.pingInterval() && wire.outbox().hasControlRoom(0)) {
            ping();
        }
    }

    private void ping() {
        pinging = true;
        generation++;
        Outbox outbox = wire.outbox();
        NopPdu.putOut(outbox.headers(), outbox.nextHeader(), 0, pingTag(), Bhs.NO_TAG);
        send(outbox);
        wire.flushLater();
    }

    private void send(Outbox outbox) {
        Bhs.putRequestNumbers(outbox.headers(), outbox.nextHeader(), sequence.cmdSn(), sequence.expStatSn());
        outbox.send();
    }

    /** Gives the target more time: the process stood still. */
    void extend(long nanos) {
        heardNanos += nanos;
    }
}

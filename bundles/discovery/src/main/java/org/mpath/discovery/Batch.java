package org.mpath.discovery;

/**
 * When a batch of changes is carried out: a moment after the last one when nothing more is expected, else when it was quiet
 * for a while, but in any case after {@link #BATCH_MILLIS}. Discovery thread.
 */
final class Batch {
    /** How long a batch waits at most, in milliseconds. */
    static final int BATCH_MILLIS = 10_000;
    /** How long a batch waits for the next path to be decided, in milliseconds. */
    static final int QUIET_MILLIS = 1_000;
    /** The same when all but a few are decided: these do not answer, and nobody waits long for them. */
    static final int STRAGGLERS_MILLIS = 250;
    /** How long changes are gathered when nothing more is expected, in milliseconds. */
    static final int GATHER_MILLIS = 10;

    /** A batch begins at the earliest so many times later as the one before took: in a storm fewer batches, not more. */
    private static final int PAUSE_FACTOR = 4;
    private static final int PAUSE_MILLIS_MAX = 2_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final DiscoveryThread thread;
    private final Runnable work;
    /** Whether a batch is waiting. */
    private boolean gathering;
    /** Whether {@link #carryOutIfDue} is on its way, and when at the latest, {@link System#nanoTime}. */
    private boolean armed;

    private long armedNanos;
    /** When the batch that waits was begun, {@link System#nanoTime}. */
    private long begunNanos;
    /** When it is due, {@link System#nanoTime}. */
    private long dueNanos;
    /** Before this moment no further one is carried out, {@link System#nanoTime}. */
    private long pausedNanos = System.nanoTime();

    /** @param work carries a batch out */
    Batch(DiscoveryThread thread, Runnable work) {
        this.thread = thread;
        this.work = work;
    }

    /**
     * There is work.
     *
     * @param quietMillis how long to wait for more: {@link #GATHER_MILLIS} when nothing is expected that could belong to it
     */
    void expect(int quietMillis) {
        long now = System.nanoTime();
        if (!gathering) {
            gathering = true;
            begunNanos = now;
            dueNanos = now + BATCH_MILLIS * NANOS_PER_MILLI;
        }
        long latest = quietMillis == GATHER_MILLIS ? dueNanos : begunNanos + BATCH_MILLIS * NANOS_PER_MILLI;
        dueNanos = later(pausedNanos, earlier(latest, now + quietMillis * NANOS_PER_MILLI));
        arm(now);
    }

    /** One timer, however much is expected: it is set again when it comes too early. */
    private void arm(long now) {
        if (!armed || dueNanos - armedNanos < 0) {
            armed = true;
            armedNanos = dueNanos;
            thread.later(this::carryOutIfDue, (dueNanos - now) / NANOS_PER_MILLI + 1);
        }
    }

    private static long earlier(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos < 0 ? oneNanos : otherNanos;
    }

    private static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
    }

    private void carryOutIfDue() {
        long now = System.nanoTime();
        armed &= now - armedNanos < 0;
        if (gathering && now - dueNanos >= 0) {
            gathering = false;
            work.run();
            long ended = System.nanoTime();
            pausedNanos = ended + Math.min(PAUSE_MILLIS_MAX * NANOS_PER_MILLI, PAUSE_FACTOR * (ended - now));
        } else if (gathering) {
            arm(now);
        }
    }
}

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
    /** How long changes are gathered when nothing more is expected, in milliseconds. */
    static final int GATHER_MILLIS = 10;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final DiscoveryThread thread;
    private final Runnable work;
    /** Whether a batch is waiting. */
    private boolean gathering;
    /** When the batch that waits was begun, {@link System#nanoTime}. */
    private long begunNanos;
    /** When it is due, {@link System#nanoTime}. */
    private long dueNanos;

    /** @param work carries a batch out */
    Batch(DiscoveryThread thread, Runnable work) {
        this.thread = thread;
        this.work = work;
    }

    /**
     * There is work.
     *
     * @param complete whether nothing more is expected that could belong to it
     */
    void expect(boolean complete) {
        long now = System.nanoTime();
        if (!gathering) {
            gathering = true;
            begunNanos = now;
            dueNanos = now + BATCH_MILLIS * NANOS_PER_MILLI;
        }
        dueNanos = complete
                ? earlier(dueNanos, now + GATHER_MILLIS * NANOS_PER_MILLI)
                : earlier(begunNanos + BATCH_MILLIS * NANOS_PER_MILLI, now + QUIET_MILLIS * NANOS_PER_MILLI);
        thread.later(this::carryOutIfDue, (dueNanos - now) / NANOS_PER_MILLI + 1);
    }

    private static long earlier(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos < 0 ? oneNanos : otherNanos;
    }

    private void carryOutIfDue() {
        if (gathering && System.nanoTime() - dueNanos >= 0) {
            gathering = false;
            work.run();
        }
    }
}

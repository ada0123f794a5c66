package org.mpath.prioritizers;

import java.util.concurrent.TimeUnit;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;

/**
 * Ranks a path by how long reads of its first block take, one after the other. Times fall into classes, from 1 microsecond
 * to 100 seconds, each so many times as long as the one before; so many classes below the longest is the priority.
 */
final class PathLatencyPrioritizer implements Prioritizer {
    private static final int BLOCK_BYTES_MAX = 4096;
    private static final int TRIES = 5;
    private static final double SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final double LONGEST_NANOS = TimeUnit.SECONDS.toNanos(100);
    /** More than logarithms are wrong by: a time at the edge of a class is in it. */
    private static final double ROUNDING = 1e-9;

    private final int reads;
    private final double base;

    /**
     * Makes one.
     *
     * @param reads how many are averaged
     * @param base how many times as long the times of the next class are
     */
    PathLatencyPrioritizer(int reads, double base) {
        this.reads = reads;
        this.base = base;
    }

    @Override
    public String name() {
        return PathLatencyFactory.PRIORITIZER;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        new Measurement(path, timeoutNanos, listener).read();
    }

    /** The priority of an average. */
    int priority(double nanos) {
        double within = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, nanos));
        return (int) Math.floor(Math.log(LONGEST_NANOS / within) / Math.log(base) + ROUNDING);
    }

    /** One path is measured. When half of the time is up, what was read so far has to do. */
    private final class Measurement {
        private final PathDevice path;
        private final long timeoutNanos;
        private final RankListener listener;
        private final long beganNanos;
        private int done;

        Measurement(PathDevice path, long timeoutNanos, RankListener listener) {
            this.path = path;
            this.timeoutNanos = timeoutNanos;
            this.listener = listener;
            this.beganNanos = path.reactor().nanoTime();
        }

        private long elapsedNanos() {
            return path.reactor().nanoTime() - beganNanos;
        }

        void read() {
            ArrayCommand.read(path, BLOCK_BYTES_MAX, cdb -> Cdb.read(cdb, 0, 1))
                    .askWithin(TRIES, timeoutNanos - elapsedNanos(), (outcome, command) -> ended(outcome));
        }

        private void ended(Outcome outcome) {
            if (outcome != Outcome.GOOD) {
                listener.ranked(PathRank.UNKNOWN);
                return;
            }
            done++;
            if (done < reads && elapsedNanos() < timeoutNanos / 2) {
                read();
            } else {
                listener.ranked(new PathRank(priority((double) elapsedNanos() / done), -1, ""));
            }
        }
    }
}

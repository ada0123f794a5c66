package org.mpath.selector.service.time;

import java.util.Arrays;
import java.util.List;
import org.mpath.api.plugin.PathOrder;
import org.mpath.api.plugin.PathSelector;

/**
 * The path that should be done first with what it has in flight and this request: the fewest bytes by throughput
 * (dm-service-time 0.3.0). Among equals the first in order, and the chosen one becomes the last.
 */
final class ServiceTime implements PathSelector {
    /** More than the greatest throughput, as a shift: a sum below this much of the range can be multiplied. */
    private static final int THROUGHPUT_BITS = 7;

    private static final long SUM_LIMIT_BYTES = Long.MAX_VALUE >> THROUGHPUT_BITS;

    private final PathOrder order = new PathOrder();
    /** By path number, as the other arrays. */
    private long[] inFlightBytes = new long[4];

    private int[] throughputs = new int[4];
    private int[] repeats = new int[4];

    @Override
    public void add(int path, List<String> arguments) {
        PathWords words = PathWords.parse(arguments);
        if (path >= inFlightBytes.length) {
            int length = Math.max(path + 1, inFlightBytes.length * 2);
            inFlightBytes = Arrays.copyOf(inFlightBytes, length);
            throughputs = Arrays.copyOf(throughputs, length);
            repeats = Arrays.copyOf(repeats, length);
        }
        inFlightBytes[path] = 0;
        throughputs[path] = words.throughput();
        repeats[path] = words.repeat();
        order.addLast(path);
    }

    @Override
    public void fail(int path) {
        order.fail(path);
    }

    @Override
    public void reinstate(int path) {
        order.reinstateLast(path);
    }

    @Override
    public int select(long bytes, long nowNanos) {
        if (order.count() == 0) {
            return NONE;
        }
        int best = 0;
        for (int place = 1; place < order.count(); place++) {
            if (isSooner(order.at(place), order.at(best), bytes)) {
                best = place;
            }
        }
        return order.toLast(best);
    }

    /** Whether a path is strictly better than another for a request of so many bytes. */
    private boolean isSooner(int path, int other, long bytes) {
        long mine = inFlightBytes[path];
        long others = inFlightBytes[other];
        int throughput = throughputs[path];
        int othersThroughput = throughputs[other];
        if (throughput == othersThroughput) {
            return mine < others;
        }
        if (mine == others || throughput == 0 || othersThroughput == 0) {
            return throughput > othersThroughput;
        }
        mine += bytes;
        others += bytes;
        if (mine >= SUM_LIMIT_BYTES || others >= SUM_LIMIT_BYTES) {
            mine >>= THROUGHPUT_BITS;
            others >>= THROUGHPUT_BITS;
        }
        // mine / throughput against others / othersThroughput, without dividing
        long myTime = mine * othersThroughput;
        long othersTime = others * throughput;
        return myTime == othersTime ? throughput > othersThroughput : myTime < othersTime;
    }

    @Override
    public void started(int path, long bytes, long nowNanos) {
        if (isKnown(path)) {
            inFlightBytes[path] += bytes;
        }
    }

    @Override
    public void ended(int path, long bytes, long startedNanos, long nowNanos) {
        if (isKnown(path)) {
            inFlightBytes[path] -= bytes;
        }
    }

    @Override
    public String tableArguments(int path) {
        return isKnown(path) ? repeats[path] + " " + throughputs[path] : "1 1";
    }

    @Override
    public int tableArgumentCount() {
        return 2;
    }

    @Override
    public String statusArguments(int path) {
        return isKnown(path) ? inFlightBytes[path] + " " + throughputs[path] : "0 1";
    }

    @Override
    public int statusArgumentCount() {
        return 2;
    }

    private boolean isKnown(int path) {
        return path >= 0 && path < inFlightBytes.length;
    }
}

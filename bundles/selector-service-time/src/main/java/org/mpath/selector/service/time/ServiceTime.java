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
        int best = NONE;
        long bestSum = 0;
        int bestThroughput = 0;
        for (int place = 0; place < order.count(); place++) {
            int path = order.at(place);
            long sum = inFlightBytes[path] + bytes;
            int throughput = throughputs[path];
            if (best == NONE || isSooner(sum, throughput, bestSum, bestThroughput)) {
                best = place;
                bestSum = sum;
                bestThroughput = throughput;
            }
        }
        return best == NONE ? NONE : order.toLast(best);
    }

    /**
     * Whether so many bytes at this throughput are strictly better than others: done sooner; or else at a higher
     * throughput. With a throughput of 0 the product tells that the other one is better; if both are 0 bytes count.
     */
    private static boolean isSooner(long sum, int throughput, long otherSum, int otherThroughput) {
        long time = product(sum, otherThroughput, otherSum);
        long otherTime = product(otherSum, throughput, sum);
        if (time != otherTime) {
            return time < otherTime;
        }
        return throughput == otherThroughput ? sum < otherSum : throughput > otherThroughput;
    }

    /** Sum by throughput; both sums of a comparison are shifted when one of them is too large to be multiplied. */
    private static long product(long sum, int throughput, long otherSum) {
        return (sum >= SUM_LIMIT_BYTES || otherSum >= SUM_LIMIT_BYTES ? sum >> THROUGHPUT_BITS : sum) * throughput;
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

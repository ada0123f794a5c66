package org.mpath.selector.historical.service.time;

import java.util.Arrays;
import java.util.List;
import org.mpath.api.plugin.PathOrder;
import org.mpath.api.plugin.PathSelector;

/**
 * The path that should be done first by its measured service times (dm-historical-service-time 0.1.1).
 *
 * <p>Per path an exponential average of the time its requests took, of which the part before the path's previous request
 * ended does not count. A path costs its average times one more than the requests on it. An average says little when it is
 * old: an unloaded path whose average went stale is tried again, and a loaded one is then taken for no better than its
 * load. Among equals the first in order, and the chosen one becomes the last. Times are nanoseconds from 0 up.
 */
final class HistoricalServiceTime implements PathSelector {
    private static final int REPEAT_DIGITS_MAX = 10;
    private static final long REPEAT_MAX = 0xFFFF_FFFFL;
    /** A longer service time counts as this, 69 s: so that no product below overflows. */
    private static final long SERVICE_NANOS_MAX = (1L << 36) - 1;

    private final Weights weights;
    private final long threshold;
    /** Averages above this exceed every other average when multiplied by the threshold. */
    private final long thresholdLimit;

    private final PathOrder order = new PathOrder();
    /** Average service time in {@link Weights#ONE}ths of a nanosecond; by path number, as the other arrays. */
    private long[] averages = new long[4];

    private int[] outstanding = new int[4];
    private long[] finishedNanos = new long[4];
    private long[] staleAfterNanos = new long[4];

    /** @param threshold averages that differ by this factor or less are taken as equal; 0 and 1 for none */
    HistoricalServiceTime(Weights weights, long threshold) {
        this.weights = weights;
        this.threshold = threshold;
        thresholdLimit = Long.MAX_VALUE / Math.max(1, threshold);
    }

    @Override
    public void add(int path, List<String> arguments) {
        check(arguments);
        if (path >= averages.length) {
            int length = Math.max(path + 1, averages.length * 2);
            averages = Arrays.copyOf(averages, length);
            outstanding = Arrays.copyOf(outstanding, length);
            finishedNanos = Arrays.copyOf(finishedNanos, length);
            staleAfterNanos = Arrays.copyOf(staleAfterNanos, length);
        }
        averages[path] = Weights.ONE;
        outstanding[path] = 0;
        finishedNanos[path] = 0;
        staleAfterNanos[path] = 0;
        order.addLast(path);
    }

    /** A repeat count may be given; it has no effect. */
    private static void check(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("historical-service-time ps: incorrect number of arguments");
        }
        for (String word : arguments) {
            if (!word.matches("[0-9]{1," + REPEAT_DIGITS_MAX + "}") || Long.parseLong(word) > REPEAT_MAX) {
                throw new IllegalArgumentException("historical-service-time ps: invalid repeat count '" + word + "'");
            }
        }
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
            if (compare(order.at(place), order.at(best), nowNanos) < 0) {
                best = place;
            }
        }
        return order.toLast(best);
    }

    /** Negative when the first path is better, positive when the second one is, 0 when they are equal. */
    private long compare(int first, int second, long nowNanos) {
        int byLoad = outstanding[first] - outstanding[second];
        if (!isApart(averages[first], averages[second])) {
            return byLoad;
        }
        long firstIdleNanos = staleIdleNanos(first, nowNanos);
        long secondIdleNanos = staleIdleNanos(second, nowNanos);
        if (firstIdleNanos > 0 || secondIdleNanos > 0) {
            return secondIdleNanos - firstIdleNanos;
        }
        long byCost = cost(first) - cost(second);
        int winner = byCost > 0 ? second : first;
        return nowNanos > staleAfterNanos[winner] ? byLoad : byCost;
    }

    private boolean isApart(long first, long second) {
        long smaller = Math.min(first, second);
        return smaller <= thresholdLimit && Math.max(first, second) > smaller * threshold;
    }

    /** For how long an unloaded path's average has been stale; 0 when it is not, or the path is loaded. */
    private long staleIdleNanos(int path, long nowNanos) {
        return outstanding[path] == 0 ? Math.max(0, nowNanos - staleAfterNanos[path]) : 0;
    }

    private long cost(int path) {
        return averages[path] * (1L + outstanding[path]);
    }

    @Override
    public void started(int path, long bytes, long nowNanos) {
        if (isKnown(path)) {
            outstanding[path]++;
        }
    }

    @Override
    public void ended(int path, long bytes, long startedNanos, long nowNanos) {
        if (!isKnown(path)) {
            return;
        }
        long taken = nowNanos - Math.max(startedNanos, finishedNanos[path]);
        long serviceNanos = Math.max(0, Math.min(taken, SERVICE_NANOS_MAX));
        int weight = weights.of(serviceNanos);
        long latest = serviceNanos << Weights.FRACTION_BITS;
        averages[path] = averages[path] * weight + latest * (Weights.ONE - weight) >> Weights.FRACTION_BITS;
        outstanding[path]--;
        finishedNanos[path] = nowNanos;
        staleAfterNanos[path] = nowNanos + order.count() * (averages[path] >> Weights.FRACTION_BITS);
    }

    @Override
    public String words() {
        return weights.first() + " " + threshold;
    }

    @Override
    public String tableArguments(int path) {
        return "0";
    }

    @Override
    public int tableArgumentCount() {
        return 1;
    }

    @Override
    public String statusArguments(int path) {
        return isKnown(path)
                ? averages[path] + " " + outstanding[path] + " " + staleAfterNanos[path]
                : Weights.ONE + " 0 0";
    }

    @Override
    public int statusArgumentCount() {
        return 3;
    }

    private boolean isKnown(int path) {
        return path >= 0 && path < averages.length;
    }
}

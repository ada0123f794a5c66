package org.mpath.selector.historical.service.time;

import java.util.List;
import org.mpath.api.plugin.PathSelector;

/**
 * The path that should be done first by its measured service times (dm-historical-service-time 0.1.1).
 *
 * <p>Per path an exponential average of the time its requests took, of which the part before the path's previous request
 * ended does not count. A path costs its average times one more than the requests on it. An average says little when it is
 * old: an unloaded path whose average went stale is tried again, and a loaded one is then taken for no better than its
 * load. Equals take turns.
 *
 * <p>Two paths are compared by these rules, and the rules are no order: a may beat b, b beat c and c beat a. But an idle
 * path that is stale for longest beats all others, and without one the cheapest path does unless it is stale; so two plain
 * searches answer nearly always, and paths are compared in pairs only when they do not.
 */
final class HistoricalServiceTime implements PathSelector {
    private static final long REPEAT_MAX = 0xFFFF_FFFFL;

    private final Histories histories;
    private final int baseWeight;
    private final long threshold;
    /** Averages above this exceed every other average when multiplied by the threshold. */
    private final long thresholdLimit;

    /** @param threshold averages that differ by this factor or less are taken as equal; 0 for none */
    HistoricalServiceTime(Weights weights, long threshold) {
        histories = new Histories(weights);
        baseWeight = weights.first();
        this.threshold = threshold;
        thresholdLimit = Long.MAX_VALUE / Math.max(1, threshold);
    }

    @Override
    public void add(int path, List<String> arguments) {
        check(arguments);
        histories.add(path);
    }

    /** A repeat count may be given; it has no effect. */
    private static void check(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("historical-service-time ps: incorrect number of arguments");
        }
        for (String word : arguments) {
            if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > REPEAT_MAX) {
                throw new IllegalArgumentException("historical-service-time ps: invalid repeat count '" + word + "'");
            }
        }
    }

    @Override
    public void fail(int path) {
        histories.setUsable(path, false);
    }

    @Override
    public void reinstate(int path) {
        histories.setUsable(path, true);
    }

    @Override
    public int select(long bytes, long nowNanos) {
        return histories.usableCount() == 0 ? NONE : histories.use(choose(nowNanos));
    }

    private int choose(long nowNanos) {
        if (threshold == 0) {
            int stalest = histories.stalest();
            if (histories.tryAfterNanos(stalest) < nowNanos) {
                return stalest;
            }
            int cheapest = histories.cheapest();
            if (histories.staleAfterNanos(cheapest) >= nowNanos) {
                return cheapest;
            }
        }
        return chooseInPairs(nowNanos);
    }

    private int chooseInPairs(long nowNanos) {
        int best = NONE;
        for (int slot = 0; slot < histories.count(); slot++) {
            if (histories.isUsable(slot) && (best == NONE || beats(slot, best, nowNanos))) {
                best = slot;
            }
        }
        return best;
    }

    private boolean beats(int slot, int other, long nowNanos) {
        long order = compare(slot, other, nowNanos);
        return order < 0 || order == 0 && histories.waitsLonger(slot, other);
    }

    /** Negative when the first slot's path is better, positive when the second one's is, 0 when they are equal. */
    private long compare(int first, int second, long nowNanos) {
        int byLoad = histories.outstanding(first) - histories.outstanding(second);
        if (!isApart(histories.average(first), histories.average(second))) {
            return byLoad;
        }
        long byTry = histories.tryAfterNanos(first) - histories.tryAfterNanos(second);
        if (Math.min(histories.tryAfterNanos(first), histories.tryAfterNanos(second)) < nowNanos) {
            return byTry;
        }
        long byCost = histories.cost(first) - histories.cost(second);
        int winner = byCost < 0 ? first : second;
        return byCost != 0 && histories.staleAfterNanos(winner) < nowNanos ? byLoad : byCost;
    }

    private boolean isApart(long first, long second) {
        long smaller = Math.min(first, second);
        return smaller <= thresholdLimit && Math.max(first, second) > smaller * threshold;
    }

    @Override
    public void started(int path, long bytes, long nowNanos) {
        histories.started(path);
    }

    @Override
    public void ended(int path, long bytes, long startedNanos, long nowNanos) {
        histories.ended(path, startedNanos, nowNanos);
    }

    @Override
    public String words() {
        return baseWeight + " " + threshold;
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
        int slot = histories.slot(path);
        return slot < 0
                ? Weights.ONE + " 0 0"
                : histories.average(slot) + " " + histories.outstanding(slot) + " " + histories.staleAfterNanos(slot);
    }

    @Override
    public int statusArgumentCount() {
        return 3;
    }
}

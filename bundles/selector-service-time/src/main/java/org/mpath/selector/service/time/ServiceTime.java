package org.mpath.selector.service.time;

import java.util.Arrays;
import java.util.List;
import org.mpath.api.plugin.PathOrder;
import org.mpath.api.plugin.PathSelector;

/**
 * The path that should be done first with what it has in flight and this request: the fewest bytes by throughput
 * (dm-service-time 0.3.0). Equals take turns. Among paths of one throughput the fewest bytes in flight win whatever the
 * request's size, so only the best ones of each throughput are compared.
 */
final class ServiceTime implements PathSelector {
    /** More than the greatest throughput, as a shift: a sum below this much of the range can be multiplied. */
    private static final int THROUGHPUT_BITS = 7;

    private static final long SUM_LIMIT_BYTES = Long.MAX_VALUE >> THROUGHPUT_BITS;

    /** The paths of one throughput, those that were not used for longest first. */
    private record Peers(int throughput, PathOrder order) {}

    private Peers[] peers = new Peers[0];
    /** By path number, as the other arrays; null for one that was not added. */
    private Peers[] peersOf = new Peers[4];

    private long[] inFlightBytes = new long[4];
    private int[] repeats = new int[4];

    @Override
    public void add(int path, List<String> arguments) {
        PathWords words = PathWords.parse(arguments);
        if (path >= repeats.length) {
            int length = Math.max(path + 1, repeats.length * 2);
            peersOf = Arrays.copyOf(peersOf, length);
            inFlightBytes = Arrays.copyOf(inFlightBytes, length);
            repeats = Arrays.copyOf(repeats, length);
        }
        fail(path);
        peersOf[path] = peers(words.throughput());
        peersOf[path].order().addLast(path);
        inFlightBytes[path] = 0;
        repeats[path] = words.repeat();
    }

    private Peers peers(int throughput) {
        for (Peers each : peers) {
            if (each.throughput() == throughput) {
                return each;
            }
        }
        Peers added = new Peers(throughput, new PathOrder());
        peers = Arrays.copyOf(peers, peers.length + 1);
        peers[peers.length - 1] = added;
        return added;
    }

    @Override
    public void fail(int path) {
        if (isKnown(path)) {
            peersOf[path].order().fail(path);
        }
    }

    @Override
    public void reinstate(int path) {
        if (isKnown(path)) {
            peersOf[path].order().reinstateLast(path);
        }
    }

    @Override
    public int select(long bytes, long nowNanos) {
        int bestPlace = NONE;
        Peers best = null;
        long bestSum = 0;
        for (Peers each : peers) {
            int place = each.order().least(inFlightBytes);
            if (place >= 0) {
                long sum = inFlightBytes[each.order().at(place)] + bytes;
                if (best == null || isSooner(sum, each.throughput(), bestSum, best.throughput())) {
                    bestPlace = place;
                    best = each;
                    bestSum = sum;
                }
            }
        }
        return best == null ? NONE : best.order().toLast(bestPlace);
    }

    /**
     * Whether so many bytes at one throughput are done sooner than others at another one, or at the same time at a higher
     * throughput. A throughput of 0 loses by this, too.
     */
    private static boolean isSooner(long sum, int throughput, long otherSum, int otherThroughput) {
        boolean isLarge = sum >= SUM_LIMIT_BYTES || otherSum >= SUM_LIMIT_BYTES;
        int shift = isLarge ? THROUGHPUT_BITS : 0;
        long time = (sum >> shift) * otherThroughput;
        long otherTime = (otherSum >> shift) * throughput;
        return time == otherTime ? throughput > otherThroughput : time < otherTime;
    }

    @Override
    public void started(int path, long bytes, long nowNanos) {
        addInFlight(path, bytes);
    }

    @Override
    public void ended(int path, long bytes, long startedNanos, long nowNanos) {
        addInFlight(path, -bytes);
    }

    private void addInFlight(int path, long bytes) {
        if (isKnown(path)) {
            inFlightBytes[path] += bytes;
        }
    }

    @Override
    public String tableArguments(int path) {
        return isKnown(path) ? repeats[path] + " " + peersOf[path].throughput() : "1 1";
    }

    @Override
    public int tableArgumentCount() {
        return 2;
    }

    @Override
    public String statusArguments(int path) {
        return isKnown(path) ? inFlightBytes[path] + " " + peersOf[path].throughput() : "0 1";
    }

    @Override
    public int statusArgumentCount() {
        return 2;
    }

    private boolean isKnown(int path) {
        return path >= 0 && path < peersOf.length && peersOf[path] != null;
    }
}

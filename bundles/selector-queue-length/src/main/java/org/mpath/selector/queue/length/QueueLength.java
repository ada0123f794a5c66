package org.mpath.selector.queue.length;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.mpath.api.plugin.PathOrder;
import org.mpath.api.plugin.PathSelector;

/**
 * The path with the fewest requests in flight (dm-queue-length 0.2.0). Among equals the first in order, and the chosen one
 * becomes the last, so that equals take turns. The optional repeat count per path is, as in the kernel, cut to one and
 * without effect.
 */
final class QueueLength implements PathSelector {
    private static final long REPEAT_DEFAULT = 1;
    private static final long REPEAT_MAX = 0xFFFF_FFFFL;

    private final PathOrder order = new PathOrder();
    /** Requests by path number. */
    private long[] inFlight = new long[4];
    /** Paths given a repeat count of 0, which the table shows again. */
    private final BitSet zeroRepeats = new BitSet();

    @Override
    public void add(int path, List<String> arguments) {
        zeroRepeats.set(path, repeat(arguments) == 0);
        if (path >= inFlight.length) {
            inFlight = Arrays.copyOf(inFlight, Math.max(path + 1, inFlight.length * 2));
        }
        inFlight[path] = 0;
        order.addLast(path);
    }

    private static long repeat(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("queue-length ps: incorrect number of arguments");
        }
        if (arguments.isEmpty()) {
            return REPEAT_DEFAULT;
        }
        String word = arguments.get(0);
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > REPEAT_MAX) {
            throw new IllegalArgumentException("queue-length ps: invalid repeat count '" + word + "'");
        }
        return Long.parseLong(word);
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
        int place = order.least(inFlight);
        return place < 0 ? NONE : order.toLast(place);
    }

    @Override
    public void started(int path, long bytes, long nowNanos) {
        if (isKnown(path)) {
            inFlight[path]++;
        }
    }

    @Override
    public void ended(int path, long bytes, long startedNanos, long nowNanos) {
        if (isKnown(path)) {
            inFlight[path]--;
        }
    }

    @Override
    public String tableArguments(int path) {
        return path >= 0 && zeroRepeats.get(path) ? "0" : "1";
    }

    @Override
    public int tableArgumentCount() {
        return 1;
    }

    @Override
    public String statusArguments(int path) {
        return Long.toString(isKnown(path) ? inFlight[path] : 0);
    }

    @Override
    public int statusArgumentCount() {
        return 1;
    }

    private boolean isKnown(int path) {
        return path >= 0 && path < inFlight.length;
    }
}

package org.mpath.selector.round.robin;

import java.util.Arrays;
import java.util.List;
import org.mpath.api.plugin.PathOrder;
import org.mpath.api.plugin.PathSelector;

/**
 * Round-robin as of 2005: add and reinstate put a path first, so the path listed last is used first, and a path is used
 * for as many requests in a row as its repeat count says. Then the engine counted; now the selector does, since it is
 * asked for every request. A count of 0 stays on the path until it fails, as that engine did.
 */
final class RoundRobin2005 implements PathSelector {
    private static final long REPEAT_DEFAULT = 1000;

    private final PathOrder order = new PathOrder();
    /** By path number. */
    private long[] repeats = new long[4];

    /** The path in use, or {@link #NONE}. */
    private int current = NONE;
    /** How often it may still be used; 0 for ever. */
    private long left;

    @Override
    public void add(int path, List<String> arguments) {
        long repeat = RepeatCount.parse(arguments, REPEAT_DEFAULT);
        if (path >= repeats.length) {
            repeats = Arrays.copyOf(repeats, Math.max(path + 1, repeats.length * 2));
        }
        repeats[path] = repeat;
        order.addFirst(path);
    }

    @Override
    public void fail(int path) {
        order.fail(path);
        if (path == current) {
            current = NONE;
        }
    }

    @Override
    public void reinstate(int path) {
        order.reinstateFirst(path);
    }

    @Override
    public int select(long bytes, long nowNanos) {
        if (current == NONE || left > 0 && --left == 0) {
            current = order.count() == 0 ? NONE : order.toLast(0);
            left = current == NONE ? 0 : repeats[current];
        }
        return current;
    }

    @Override
    public String tableArguments(int path) {
        return Long.toString(path >= 0 && path < repeats.length ? repeats[path] : 0);
    }

    @Override
    public int tableArgumentCount() {
        return 1;
    }
}

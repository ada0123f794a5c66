package org.mpath.selector.round.robin;

import java.util.BitSet;
import java.util.List;
import org.mpath.api.plugin.PathOrder;
import org.mpath.api.plugin.PathSelector;

/**
 * Each usable path in turn (dm-round-robin 1.2.0): select takes the first and makes it the last, add appends, reinstate
 * puts first so that the path is used next. The optional repeat count per path is, as in the kernel, cut to one and
 * without effect.
 */
final class RoundRobin implements PathSelector {
    private static final long REPEAT_DEFAULT = 1;

    private final PathOrder order = new PathOrder();
    /** Paths given a repeat count of 0, which the table shows again. */
    private final BitSet zeroRepeats = new BitSet();

    @Override
    public void add(int path, List<String> arguments) {
        zeroRepeats.set(path, RepeatCount.parse(arguments, REPEAT_DEFAULT) == 0);
        order.addLast(path);
    }

    @Override
    public void fail(int path) {
        order.fail(path);
    }

    @Override
    public void reinstate(int path) {
        order.reinstateFirst(path);
    }

    @Override
    public int select(long bytes, long nowNanos) {
        return order.count() == 0 ? NONE : order.toLast(0);
    }

    @Override
    public String tableArguments(int path) {
        return path >= 0 && zeroRepeats.get(path) ? "0" : "1";
    }

    @Override
    public int tableArgumentCount() {
        return 1;
    }
}

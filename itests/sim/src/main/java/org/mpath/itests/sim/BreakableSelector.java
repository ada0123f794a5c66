package org.mpath.itests.sim;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.mpath.api.plugin.PathSelector;

/** A selector as it is, until it breaks: then it throws, names nobody, or names a path that is none. */
final class BreakableSelector implements PathSelector {
    private static final int WAYS = 3;
    private static final int NONSENSE = 1000;

    private final PathSelector selector;
    private final BooleanSupplier broken;
    private int asked;

    BreakableSelector(PathSelector selector, BooleanSupplier broken) {
        this.selector = selector;
        this.broken = broken;
    }

    @Override
    public int select(long bytes, long nowNanos) {
        asked++;
        if (!broken.getAsBoolean()) {
            return selector.select(bytes, nowNanos);
        }
        return switch (asked % WAYS) {
            case 0 -> throw new IllegalStateException("broken on purpose");
            case 1 -> NONE;
            default -> NONSENSE;
        };
    }

    @Override
    public void add(int path, List<String> arguments) {
        selector.add(path, arguments);
    }

    @Override
    public void fail(int path) {
        selector.fail(path);
    }

    @Override
    public void reinstate(int path) {
        selector.reinstate(path);
    }

    @Override
    public void started(int path, long bytes, long nowNanos) {
        selector.started(path, bytes, nowNanos);
    }

    @Override
    public void ended(int path, long bytes, long startedNanos, long nowNanos) {
        selector.ended(path, bytes, startedNanos, nowNanos);
    }

    @Override
    public String words() {
        return selector.words();
    }

    @Override
    public String tableArguments(int path) {
        return selector.tableArguments(path);
    }

    @Override
    public int tableArgumentCount() {
        return selector.tableArgumentCount();
    }

    @Override
    public String statusArguments(int path) {
        return selector.statusArguments(path);
    }

    @Override
    public int statusArgumentCount() {
        return selector.statusArgumentCount();
    }
}

package org.mpath.selector.io.affinity;

import org.mpath.api.plugin.PathSelectorFactory;

/** The machine of the recorded kernel, as far as io-affinity sees it: two processors in one node. */
public final class TwoProcessors implements Processors {
    private TwoProcessors() {}

    /** Selectors of type {@code io-affinity} for that machine. */
    public static PathSelectorFactory selectors() {
        return new IoAffinityFactory(new TwoProcessors());
    }

    @Override
    public int count() {
        return 2;
    }

    @Override
    public int node(int processor) {
        return 0;
    }

    @Override
    public Current ofThisThread() {
        return nowNanos -> 0;
    }
}

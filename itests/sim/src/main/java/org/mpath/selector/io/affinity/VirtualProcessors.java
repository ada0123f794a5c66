package org.mpath.selector.io.affinity;

import org.mpath.api.plugin.PathSelectorFactory;

/**
 * Sixteen processors in four nodes, and a caller that runs on each of them in turn, by virtual time. In this package
 * because the product asks the machine, and has no other way to offer.
 */
public final class VirtualProcessors implements Processors {
    /** How many. */
    public static final int COUNT = 16;

    private static final int PER_NODE = 4;
    private static final long TURN_NANOS = 10_000;

    private VirtualProcessors() {}

    /** The product's {@code io-affinity} on these processors. */
    public static PathSelectorFactory ioAffinity() {
        return new IoAffinityFactory(new VirtualProcessors());
    }

    @Override
    public int count() {
        return COUNT;
    }

    @Override
    public int node(int processor) {
        return processor / PER_NODE;
    }

    @Override
    public Current ofThisThread() {
        return nowNanos -> (int) (nowNanos / TURN_NANOS % COUNT);
    }
}

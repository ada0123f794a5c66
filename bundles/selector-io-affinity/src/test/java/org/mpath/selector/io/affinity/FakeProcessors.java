package org.mpath.selector.io.affinity;

/** Processors of which a test says what runs where. */
final class FakeProcessors implements Processors {
    int current;
    int threadsAsked;
    private final int[] nodes;

    /** @param nodes the node of each processor */
    FakeProcessors(int... nodes) {
        this.nodes = nodes;
    }

    @Override
    public int count() {
        return nodes.length;
    }

    @Override
    public int node(int processor) {
        return nodes[processor];
    }

    @Override
    public Current ofThisThread() {
        threadsAsked++;
        return nowNanos -> current;
    }
}

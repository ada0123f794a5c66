package org.mpath.itests.bench;

/** The block addresses of a load, one after the other. */
final class Addresses {
    private final Load load;
    private final int blocksPerOperation;
    private final long slots;
    /** Any number but 0 (Marsaglia's xorshift). */
    private long state = 0x9e3779b97f4a7c15L;

    private long next;

    /** @param regionBlocks blocks from 0 on that the load may touch */
    Addresses(Load load, int blockBytes, long regionBlocks) {
        this.load = load;
        this.blocksPerOperation = load.bytes() / blockBytes;
        this.slots = regionBlocks / blocksPerOperation;
    }

    int blocksPerOperation() {
        return blocksPerOperation;
    }

    long next() {
        if (!load.random()) {
            next = next + 1 == slots ? 0 : next + 1;
            return next * blocksPerOperation;
        }
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (state >>> 1) % slots * blocksPerOperation;
    }
}

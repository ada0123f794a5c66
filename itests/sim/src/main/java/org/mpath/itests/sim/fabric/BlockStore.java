package org.mpath.itests.sim.fabric;

import java.nio.ByteBuffer;
import org.mpath.target.LogicalUnit;
import org.mpath.target.store.Store;

/** The bytes of the unit, on the heap, and who wrote which block. */
final class BlockStore implements Store {
    private final byte[] bytes;
    private final ByteBuffer view;
    private final Executions executions;

    BlockStore(int blocks, Executions executions) {
        this.bytes = new byte[blocks * LogicalUnit.BLOCK_BYTES];
        this.view = ByteBuffer.wrap(bytes);
        this.executions = executions;
    }

    /** The value of a block. */
    long value(int block) {
        return view.getLong(block * LogicalUnit.BLOCK_BYTES);
    }

    @Override
    public long bytes() {
        return bytes.length;
    }

    @Override
    public boolean thin() {
        return false;
    }

    @Override
    public boolean volatileCache() {
        return false;
    }

    @Override
    public void read(long position, ByteBuffer into, int offset, int length) {
        into.put(offset, bytes, (int) position, length);
    }

    @Override
    public void write(long position, ByteBuffer from, int offset, int length) {
        from.get(offset, bytes, (int) position, length);
        int first = (int) position / LogicalUnit.BLOCK_BYTES;
        for (int block = first; block < first + length / LogicalUnit.BLOCK_BYTES; block++) {
            executions.written(block, value(block));
        }
    }

    @Override
    public void zero(long position, long length) {
        throw new UnsupportedOperationException("nobody zeroes blocks here");
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
}

package org.mpath.target;

import org.mpath.target.store.Store;

/** A logical unit: an address, an identity, bytes, and the tasks of all its nexuses. */
public final class LogicalUnit {
    /** Logical block size in bytes. */
    public static final int BLOCK_BYTES = 512;
    /** Longest transfer of one command in blocks (16 MiB), also of WRITE SAME: bounds how long a command takes. */
    public static final int TRANSFER_BLOCKS_MAX = 32_768;
    /** Best transfer of one command in blocks (1 MiB). */
    public static final int TRANSFER_BLOCKS_OPTIMAL = 2_048;
    /** Most blocks of one UNMAP (2 GiB). */
    public static final int UNMAP_BLOCKS_MAX = 4_194_304;
    /** Most descriptors of one UNMAP. */
    public static final int UNMAP_DESCRIPTORS_MAX = 256;

    private final Array array;
    private final int lun;
    private final UnitIdentity identity;
    private final Store store;
    private final TaskSet tasks = new TaskSet();
    private boolean writeProtected;

    LogicalUnit(Array array, int lun, UnitIdentity identity, Store store) {
        this.array = array;
        this.lun = lun;
        this.identity = identity;
        this.store = store;
    }

    /** The array it belongs to. */
    public Array array() {
        return array;
    }

    /** Its number, 0 to {@link Array#LUN_MAX}. */
    public int lun() {
        return lun;
    }

    /** Who it is. */
    public UnitIdentity identity() {
        return identity;
    }

    /** Where its bytes are. */
    public Store store() {
        return store;
    }

    /** Capacity in blocks. */
    public long blocks() {
        return store.bytes() / BLOCK_BYTES;
    }

    /** Whether its medium cannot be written. */
    public boolean writeProtected() {
        return writeProtected;
    }

    /** Switches write protection. */
    public void writeProtect(boolean on) {
        writeProtected = on;
    }

    /** Whether so many blocks from an address on are all there; false for negative values. */
    public boolean contains(long lba, long count) {
        return lba >= 0 && count >= 0 && count <= blocks() && lba <= blocks() - count;
    }

    TaskSet tasks() {
        return tasks;
    }
}

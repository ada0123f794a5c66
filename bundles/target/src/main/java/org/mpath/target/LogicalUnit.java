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
    private final UnitAccess access;
    private final TaskSet tasks = new TaskSet();
    private Reservations reservations = new Reservations();
    private UnitIdentity identity;
    private Store store;
    private boolean writeProtected;
    /** Grows each time that something else is behind the number. */
    private long generation;

    /** @param generation how often something else came behind the number before it did */
    LogicalUnit(Array array, int lun, UnitIdentity identity, Store store, UnitAccess access, long generation) {
        this.array = array;
        this.lun = lun;
        this.identity = identity;
        this.store = store;
        this.access = access;
        this.generation = generation;
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

    /** Which controller owns it, and how each can reach it. */
    public UnitAccess access() {
        return access;
    }

    /** Who is registered, and who has it reserved. */
    public Reservations reservations() {
        return reservations;
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

    /** What was behind another number is behind this one, and the other way round. */
    void swap(LogicalUnit other) {
        UnitIdentity otherIdentity = other.identity;
        Store otherStore = other.store;
        Reservations otherReservations = other.reservations;
        boolean otherProtected = other.writeProtected;
        other.reservations = reservations;
        reservations = otherReservations;
        other.identity = identity;
        other.store = store;
        other.writeProtected = writeProtected;
        identity = otherIdentity;
        store = otherStore;
        writeProtected = otherProtected;
        generation++;
        other.generation++;
    }

    /** How often something else came behind the number. */
    long generation() {
        return generation;
    }

    TaskSet tasks() {
        return tasks;
    }
}

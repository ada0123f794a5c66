package org.mpath.itests.sim;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.target.LogicalUnit;

/** What a caller wants of the map, and what became of it. */
public final class Request {
    /** What it does. */
    public enum Kind {
        READ,
        WRITE,
        /** COMPARE AND WRITE: must not run twice. */
        COMPARE_AND_WRITE
    }

    /** Its number, from 1, also the value it writes. */
    public final int id;

    public final Kind kind;
    public final int block;
    /** How many blocks from there on. */
    public final int blocks;
    /** Place in the order of everything callers did and heard. */
    public final long began;

    /** To be sent once, now or not at all. */
    public final boolean once;

    /** Place in that order when the map was done with it; {@link Long#MAX_VALUE} while it is not. */
    public long ended = Long.MAX_VALUE;
    /** What the caller was told; null while it was told nothing. */
    public Delivery outcome;
    /** Whether it was told GOOD. */
    public boolean good;
    /** How often it was sent, and the path it was sent on last. */
    public int sends;

    public int lastPath = -1;
    /** Whether it is on a path now. */
    public boolean onPath;
    /** Times the unit carried it out. */
    public int executions;

    Request(int id, Kind kind, int block, int blocks, long began, boolean once) {
        this.id = id;
        this.kind = kind;
        this.block = block;
        this.blocks = blocks;
        this.began = began;
        this.once = once;
    }

    /** Bytes it moves. */
    public int bytes() {
        return (kind == Kind.COMPARE_AND_WRITE ? 2 : blocks) * LogicalUnit.BLOCK_BYTES;
    }

    /** Whether it changes blocks. */
    public boolean writes() {
        return kind != Kind.READ;
    }

    /** Whether it is about this block. */
    public boolean covers(int other) {
        return other >= block && other < block + blocks;
    }

    /** The request behind a task of the workload; null for another's task. */
    public static Request of(ScsiTask task) {
        return task.mapListener instanceof Slot slot ? slot.request : null;
    }

    @Override
    public String toString() {
        return kind + " " + id + " of block " + block + (blocks > 1 ? " to " + (block + blocks - 1) : "");
    }
}

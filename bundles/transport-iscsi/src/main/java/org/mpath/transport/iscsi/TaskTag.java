package org.mpath.transport.iscsi;

/**
 * Initiator task tags: kind in the top nibble, then twelve bits of generation, then the index of the slot.
 *
 * <p>The generation changes whenever a slot is used again, so that a late or invented answer to an older task is not
 * taken for one of the task that has its slot now.
 */
final class TaskTag {
    static final int COMMAND = 0;
    static final int ABORT = 1;
    static final int UNIT_RESET = 2;
    static final int PING = 3;
    static final int TEXT = 4;
    static final int LOGOUT = 5;

    /** Most slots of one session. */
    static final int INDEX_MAX = 0xffff;

    private static final int KIND_SHIFT = 28;
    private static final int GENERATION_SHIFT = 16;
    private static final int GENERATION_MASK = 0xfff;

    private TaskTag() {}

    static int of(int kind, int generation, int index) {
        return kind << KIND_SHIFT | (generation & GENERATION_MASK) << GENERATION_SHIFT | index & INDEX_MAX;
    }

    static int kind(int tag) {
        return tag >>> KIND_SHIFT;
    }

    static int index(int tag) {
        return tag & INDEX_MAX;
    }

    static boolean sameGeneration(int tag, int generation) {
        return (tag >>> GENERATION_SHIFT & GENERATION_MASK) == (generation & GENERATION_MASK);
    }
}

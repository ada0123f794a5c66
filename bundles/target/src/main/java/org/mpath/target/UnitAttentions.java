package org.mpath.target;

/**
 * The unit attention conditions one nexus has pending for one unit, oldest first (SAM-5 5.14). A condition that is
 * pending already is not added again; a reset condition replaces what it makes pointless.
 */
final class UnitAttentions {
    /** More than there are kinds of conditions a unit raises. */
    private static final int PENDING_MAX = 16;

    private static final int RESET_ASC = 0x29;

    private final SenseCode[] pending = new SenseCode[PENDING_MAX];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void add(SenseCode condition) {
        if (condition.asc() == RESET_ASC && !pendingReset()) {
            count = 0;
        }
        if (count < PENDING_MAX && !contains(condition)) {
            pending[count++] = condition;
        }
    }

    /** Takes the oldest condition, or null. */
    SenseCode poll() {
        if (count == 0) {
            return null;
        }
        SenseCode oldest = pending[0];
        System.arraycopy(pending, 1, pending, 0, --count);
        return oldest;
    }

    /** Forgets a condition. */
    void remove(SenseCode condition) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!pending[i].equals(condition)) {
                pending[kept++] = pending[i];
            }
        }
        count = kept;
    }

    private boolean pendingReset() {
        return count > 0 && pending[0].asc() == RESET_ASC;
    }

    private boolean contains(SenseCode condition) {
        for (int i = 0; i < count; i++) {
            if (pending[i].equals(condition)) {
                return true;
            }
        }
        return false;
    }
}

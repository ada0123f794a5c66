package org.mpath.handler.emc;

/**
 * Which unit answers: the first one that says so twice in a row. Until then either of two that contradict each other may have
 * been a lie, so that one wrong page is not believed for ever. One owner.
 */
final class KnownUnit {
    private String uniqueId;
    private boolean confirmed;

    /** Takes in who answers now; false when that is not who answered before. */
    boolean same(String answering) {
        if (uniqueId == null) {
            uniqueId = answering;
            return true;
        }
        if (uniqueId.equals(answering)) {
            confirmed = true;
            return true;
        }
        if (!confirmed) {
            uniqueId = answering;
        }
        return false;
    }

    /** Who it is, for people; null while nobody answered. */
    String uniqueId() {
        return uniqueId;
    }

    /** Whoever answers next is new. */
    void forget() {
        uniqueId = null;
        confirmed = false;
    }
}

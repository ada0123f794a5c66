package org.mpath.itests.check.rule;

/** A rule cannot be tried on this bundle. */
public final class Skipped extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason a clause for people */
    public Skipped(String reason) {
        super(reason);
    }
}

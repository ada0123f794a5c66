package org.mpath.itests.sim;

/** Something that must hold did not. An error, so that no catch of the engine swallows it. */
public final class Finding extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    /** @param invariant name of what did not hold */
    public Finding(String invariant, String message) {
        super(invariant + ": " + message);
        this.invariant = invariant;
    }

    /** Something threw that should not have. */
    public Finding(String invariant, Throwable cause) {
        super(invariant + ": " + cause, cause);
        this.invariant = invariant;
    }

    /** Name of what did not hold. */
    public String invariant() {
        return invariant;
    }
}

package org.mpath.runtime.deploy;

/** A jar in {@code deploy} is not installed; the message says why and what to do. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}

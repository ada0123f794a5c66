package org.mpath.target.store;

import java.io.IOException;

/** A thin store has no room for bytes never written before. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes one; the message names the store's size and what ran out. */
    public NoSpaceException(String message) {
        super(message);
    }
}

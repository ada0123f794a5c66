package org.mpath.export.nbd;

/** An address cannot be served. The message is one sentence that names it and says what to do. */
final class ListenException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenException(String message) {
        super(message);
    }
}

package org.mpath.export.nbd;

/** A client broke the protocol or a limit so that its connection has to end. The message says what was wrong. */
final class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message);
    }
}

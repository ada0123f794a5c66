package org.mpath.transport.iscsi;

/** The connection broke. The message is one sentence for people. */
final class WireLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WireLost(String message) {
        super(message);
    }
}

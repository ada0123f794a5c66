package org.mpath.iscsi;

/** Bytes from the wire break the protocol. The message is one sentence for people that names the offending value. */
public final class MalformedPdu extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public MalformedPdu(String message) {
        super(message);
    }
}

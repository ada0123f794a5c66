package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Reject, from the target: it could not take a PDU, whose header is in the data segment (RFC 7143 11.17). */
public final class RejectPdu {
    /** Reason: protocol error. */
    public static final int PROTOCOL_ERROR = 0x04;
    /** Reason: command not supported. */
    public static final int NOT_SUPPORTED = 0x05;
    /** Reason: a field of the PDU is wrong. */
    public static final int INVALID_FIELD = 0x09;

    private static final int REASON = 2;

    private RejectPdu() {}

    /** Writes one; the caller sets the numbers and adds the rejected header as data. */
    public static void put(ByteBuffer header, int at, int reason) {
        Bhs.start(header, at, IscsiOpcode.REJECT, Bhs.FINAL, 0, Bhs.NO_TAG);
        header.put(at + REASON, (byte) reason);
    }

    /** Reason code. */
    public static int reason(ByteBuffer header, int at) {
        return header.get(at + REASON) & 0xff;
    }

    /** A reason in words. */
    public static String reasonText(int reason) {
        return switch (reason) {
            case 0x02 -> "data digest error";
            case 0x03 -> "SNACK reject";
            case PROTOCOL_ERROR -> "protocol error";
            case NOT_SUPPORTED -> "command not supported";
            case 0x06 -> "too many immediate commands";
            case 0x07 -> "task in progress";
            case 0x08 -> "invalid data ACK";
            case INVALID_FIELD -> "invalid PDU field";
            case 0x0a -> "out of resources for a long operation";
            case 0x0c -> "waiting for logout";
            default -> "reason %02xh".formatted(reason);
        };
    }
}

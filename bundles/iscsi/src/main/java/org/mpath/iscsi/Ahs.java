package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Additional header segments (RFC 7143 11.2.2). */
public final class Ahs {
    /** Type: the rest of a CDB longer than 16 bytes. */
    public static final int EXTENDED_CDB = 1;
    /** Type: expected bidirectional read data length. */
    public static final int READ_LENGTH = 2;

    private static final int PREFIX_BYTES = 3;

    private Ahs() {}

    /**
     * Finds the first segment of a type in a PDU whose additional headers are all in the buffer.
     *
     * @param at start of the PDU
     * @return where the segment begins, or -1 when there is none
     * @throws MalformedPdu when a segment goes beyond the additional headers
     */
    public static int find(ByteBuffer header, int at, int type) {
        int end = at + Bhs.BYTES + Bhs.ahsBytes(header, at);
        int segment = at + Bhs.BYTES;
        while (segment < end) {
            int next = segment + paddedBytes(header, segment);
            if (next > end) {
                throw new MalformedPdu("additional header of " + (next - segment) + " bytes where " + (end - segment)
                        + " are left");
            }
            if (type(header, segment) == type) {
                return segment;
            }
            segment = next;
        }
        return -1;
    }

    /** Type of the segment at {@code segment}. */
    public static int type(ByteBuffer header, int segment) {
        return header.get(segment + 2) & 0xff;
    }

    /** Bytes after the segment's length and type fields. */
    public static int contentBytes(ByteBuffer header, int segment) {
        return header.getShort(segment) & 0xffff;
    }

    /** Bytes the segment takes with its padding, at least 4. */
    private static int paddedBytes(ByteBuffer header, int segment) {
        int bytes = PREFIX_BYTES + contentBytes(header, segment);
        return bytes + PduFrame.padding(bytes);
    }
}

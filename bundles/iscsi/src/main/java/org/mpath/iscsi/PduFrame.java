package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** How long the parts of a PDU are (RFC 7143 11.2): header, additional headers, digests, padding. */
public final class PduFrame {
    /** Length of a digest. */
    public static final int DIGEST_BYTES = 4;
    /** Longest header: the basic one, additional segments, digest. */
    public static final int HEADER_BYTES_MAX = Bhs.BYTES + 255 * 4 + DIGEST_BYTES;

    private PduFrame() {}

    /** Bytes from the start of the PDU to its data segment. */
    public static int headerBytes(ByteBuffer header, int at, boolean headerDigest) {
        return Bhs.BYTES + Bhs.ahsBytes(header, at) + (headerDigest ? DIGEST_BYTES : 0);
    }

    /** Bytes that bring {@code dataBytes} to a multiple of four, 0 to 3. */
    public static int padding(int dataBytes) {
        return -dataBytes & 3;
    }

    /** Bytes after the data itself: padding and digest. A PDU without data has neither (RFC 7143 11.2.3). */
    public static int trailerBytes(int dataBytes, boolean dataDigest) {
        return dataBytes == 0 ? 0 : padding(dataBytes) + (dataDigest ? DIGEST_BYTES : 0);
    }

    /** Bytes of the whole PDU; at most 16 MiB and a little, so it cannot overflow. */
    public static int pduBytes(ByteBuffer header, int at, boolean headerDigest, boolean dataDigest) {
        int dataBytes = Bhs.dataBytes(header, at);
        int body = Math.addExact(dataBytes, trailerBytes(dataBytes, dataDigest));
        return Math.addExact(headerBytes(header, at, headerDigest), body);
    }
}

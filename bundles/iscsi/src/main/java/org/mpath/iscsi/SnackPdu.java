package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** SNACK Request, from the initiator at error recovery level 1 and up (RFC 7143 11.16). */
public final class SnackPdu {
    private static final int BEGIN = 40;
    private static final int RUN_LENGTH = 44;

    private SnackPdu() {}

    /** Writes one; the caller sets ExpStatSN. */
    public static void put(
            ByteBuffer header, int at, int type, long lun, int taskTag, int transferTag, int begin, int runLength) {
        Bhs.start(header, at, IscsiOpcode.SNACK_REQUEST, Bhs.FINAL | type & 0x0f, lun, taskTag);
        header.putInt(at + Bhs.TRANSFER_TAG, transferTag);
        header.putInt(at + BEGIN, begin);
        header.putInt(at + RUN_LENGTH, runLength);
    }

    /** Kind of the request, 0 to 15. */
    public static int type(ByteBuffer header, int at) {
        return Bhs.flags(header, at) & 0x0f;
    }

    /** First number missed. */
    public static int begin(ByteBuffer header, int at) {
        return header.getInt(at + BEGIN);
    }

    /** How many were missed; 0 for all from {@link #begin}. */
    public static int runLength(ByteBuffer header, int at) {
        return header.getInt(at + RUN_LENGTH);
    }
}

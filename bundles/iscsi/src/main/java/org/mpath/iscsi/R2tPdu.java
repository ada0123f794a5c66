package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Ready To Transfer, from the target: send me this part of the data (RFC 7143 11.8). */
public final class R2tPdu {
    private static final int R2T_SN = 36;
    private static final int OFFSET = 40;
    private static final int DESIRED_BYTES = 44;

    private R2tPdu() {}

    /** Writes one; the caller sets the numbers. */
    public static void put(
            ByteBuffer header, int at, long lun, int taskTag, int transferTag, int r2tSn, int offset, int desiredBytes) {
        Bhs.start(header, at, IscsiOpcode.R2T, Bhs.FINAL, lun, taskTag);
        header.putInt(at + Bhs.TRANSFER_TAG, transferTag);
        header.putInt(at + R2T_SN, r2tSn);
        header.putInt(at + OFFSET, offset);
        header.putInt(at + DESIRED_BYTES, desiredBytes);
    }

    /** R2TSN. */
    public static int r2tSn(ByteBuffer header, int at) {
        return header.getInt(at + R2T_SN);
    }

    /** First byte wanted, 0 to 2^32 - 1. */
    public static long offset(ByteBuffer header, int at) {
        return header.getInt(at + OFFSET) & 0xffff_ffffL;
    }

    /** Bytes wanted, 0 to 2^32 - 1. */
    public static long desiredBytes(ByteBuffer header, int at) {
        return header.getInt(at + DESIRED_BYTES) & 0xffff_ffffL;
    }
}

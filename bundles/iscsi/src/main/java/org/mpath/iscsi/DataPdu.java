package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Data-Out and Data-In (RFC 7143 11.7). */
public final class DataPdu {
    /** S bit of Data-In: the PDU carries the command's status too. */
    public static final int STATUS = 0x01;
    /** A bit of Data-In: an acknowledgement is asked for (error recovery level 1 and up). */
    public static final int ACKNOWLEDGE = 0x40;

    private static final int STATUS_BYTE = 3;
    private static final int DATA_SN = 36;
    private static final int OFFSET = 40;
    private static final int RESIDUAL = 44;

    private DataPdu() {}

    /**
     * Writes a Data-Out header.
     *
     * @param transferTag tag of the R2T that is answered, {@link Bhs#NO_TAG} for unsolicited data
     */
    public static void putOut(
            ByteBuffer header, int at, boolean last, long lun, int taskTag, int transferTag, int dataSn, int offset) {
        Bhs.start(header, at, IscsiOpcode.DATA_OUT, last ? Bhs.FINAL : 0, lun, taskTag);
        header.putInt(at + Bhs.TRANSFER_TAG, transferTag);
        header.putInt(at + DATA_SN, dataSn);
        header.putInt(at + OFFSET, offset);
    }

    /**
     * Writes a Data-In header.
     *
     * @param flags {@link Bhs#FINAL}, {@link #STATUS} and residual flags of {@link ScsiResponsePdu}
     */
    public static void putIn(
            ByteBuffer header, int at, int flags, int taskTag, int status, int dataSn, int offset, int residual) {
        Bhs.start(header, at, IscsiOpcode.DATA_IN, flags, 0, taskTag);
        header.put(at + STATUS_BYTE, (byte) status);
        header.putInt(at + Bhs.TRANSFER_TAG, Bhs.NO_TAG);
        header.putInt(at + DATA_SN, dataSn);
        header.putInt(at + OFFSET, offset);
        header.putInt(at + RESIDUAL, residual);
    }

    /** Whether a Data-In carries status. */
    public static boolean hasStatus(ByteBuffer header, int at) {
        return (Bhs.flags(header, at) & STATUS) != 0;
    }

    /** SCSI status of a Data-In that carries one. */
    public static int status(ByteBuffer header, int at) {
        return header.get(at + STATUS_BYTE) & 0xff;
    }

    /** DataSN. */
    public static int dataSn(ByteBuffer header, int at) {
        return header.getInt(at + DATA_SN);
    }

    /** Buffer offset, 0 to 2^32 - 1. */
    public static long offset(ByteBuffer header, int at) {
        return header.getInt(at + OFFSET) & 0xffff_ffffL;
    }

    /** Residual of a Data-In that carries status: bytes not moved, negative when the unit had more. */
    public static long residual(ByteBuffer header, int at) {
        return ScsiResponsePdu.signed(Bhs.flags(header, at), header.getInt(at + RESIDUAL));
    }
}

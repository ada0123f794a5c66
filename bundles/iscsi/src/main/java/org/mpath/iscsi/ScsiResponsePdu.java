package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** SCSI Response, from the target (RFC 7143 11.4). */
public final class ScsiResponsePdu {
    /** O bit: the unit had more data than expected; the residual count is how much. */
    public static final int OVERFLOW = 0x04;
    /** U bit: less data than expected was moved; the residual count is how much. */
    public static final int UNDERFLOW = 0x02;
    /** Response code: the command was completed and the status byte counts. */
    public static final int COMPLETED = 0;

    private static final int RESPONSE = 2;
    private static final int STATUS = 3;
    private static final int EXP_DATA_SN = 36;
    private static final int RESIDUAL = 44;
    private static final int SENSE_LENGTH_BYTES = 2;

    private ScsiResponsePdu() {}

    /** Writes a response; the caller adds sense with {@link #putSense} and sets the numbers. */
    public static void put(
            ByteBuffer header, int at, int residualFlags, int taskTag, int response, int status, int expDataSn, int residual) {
        Bhs.start(header, at, IscsiOpcode.SCSI_RESPONSE, Bhs.FINAL | residualFlags, 0, taskTag);
        header.put(at + RESPONSE, (byte) response);
        header.put(at + STATUS, (byte) status);
        header.putInt(at + EXP_DATA_SN, expDataSn);
        header.putInt(at + RESIDUAL, residual);
    }

    /** iSCSI service response; the status counts only when it is {@link #COMPLETED}. */
    public static int response(ByteBuffer header, int at) {
        return header.get(at + RESPONSE) & 0xff;
    }

    /** SCSI status. */
    public static int status(ByteBuffer header, int at) {
        return header.get(at + STATUS) & 0xff;
    }

    /** Data-In and R2T PDUs the target sent for the command. */
    public static int expDataSn(ByteBuffer header, int at) {
        return header.getInt(at + EXP_DATA_SN);
    }

    /** Bytes not moved, negative when the unit had more: the flags and the count as one signed number. */
    public static long residual(ByteBuffer header, int at) {
        return signed(Bhs.flags(header, at), header.getInt(at + RESIDUAL));
    }

    /** Residual flags and count as one signed number; both flags together count as none. */
    static long signed(int flags, int count) {
        long bytes = count & 0xffff_ffffL;
        return switch (flags & (OVERFLOW | UNDERFLOW)) {
            case UNDERFLOW -> bytes;
            case OVERFLOW -> -bytes;
            default -> 0;
        };
    }

    /**
     * Copies the sense data out of a response's data segment.
     *
     * @param dataAt first byte of the data segment
     * @param dataBytes its length
     * @return bytes copied, at most {@code sense.length}; 0 when there is no sense
     * @throws MalformedPdu when the sense length goes beyond the segment
     */
    public static int getSense(ByteBuffer data, int dataAt, int dataBytes, byte[] sense) {
        if (dataBytes == 0) {
            return 0;
        }
        if (dataBytes < SENSE_LENGTH_BYTES) {
            throw new MalformedPdu("SCSI Response with a data segment of " + dataBytes + " byte");
        }
        int declared = data.getShort(dataAt) & 0xffff;
        if (declared > dataBytes - SENSE_LENGTH_BYTES) {
            throw new MalformedPdu("SCSI Response with sense length " + declared + " in a data segment of " + dataBytes
                    + " bytes");
        }
        int kept = Math.min(declared, sense.length);
        data.get(dataAt + SENSE_LENGTH_BYTES, sense, 0, kept);
        return kept;
    }

    /** Writes a data segment with sense data and answers its length. */
    public static int putSense(ByteBuffer data, int dataAt, byte[] sense, int senseLength) {
        data.putShort(dataAt, (short) senseLength);
        data.put(dataAt + SENSE_LENGTH_BYTES, sense, 0, senseLength);
        return SENSE_LENGTH_BYTES + senseLength;
    }
}

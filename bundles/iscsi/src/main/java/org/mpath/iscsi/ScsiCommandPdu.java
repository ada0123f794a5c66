package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** SCSI Command, from the initiator (RFC 7143 11.3). */
public final class ScsiCommandPdu {
    /** R bit of byte 1: the unit sends data. */
    public static final int READ = 0x40;
    /** W bit of byte 1: the initiator sends data. */
    public static final int WRITE = 0x20;
    /** Task attribute SIMPLE. */
    public static final int SIMPLE = 1;
    /** Bytes of a CDB that fit the header. */
    public static final int CDB_BYTES = 16;

    private static final int EXPECTED_BYTES = 20;
    private static final int CDB = 32;

    private ScsiCommandPdu() {}

    /**
     * Writes a command without AHS.
     *
     * @param flags {@link Bhs#FINAL} unless unsolicited Data-Out follows, {@link #READ}, {@link #WRITE}, task attribute
     * @param expectedBytes expected data transfer length
     * @param cdb at least {@code cdbLength} bytes
     * @param cdbLength 6 to 16
     */
    public static void put(
            ByteBuffer header, int at, int flags, long lun, int taskTag, int expectedBytes, byte[] cdb, int cdbLength) {
        Bhs.start(header, at, IscsiOpcode.SCSI_COMMAND, flags, lun, taskTag);
        header.putInt(at + EXPECTED_BYTES, expectedBytes);
        header.put(at + CDB, cdb, 0, cdbLength);
    }

    /** Whether the unit is to send data. */
    public static boolean reads(ByteBuffer header, int at) {
        return (Bhs.flags(header, at) & READ) != 0;
    }

    /** Whether the initiator sends data. */
    public static boolean writes(ByteBuffer header, int at) {
        return (Bhs.flags(header, at) & WRITE) != 0;
    }

    /** Task attribute, 0 to 7. */
    public static int attribute(ByteBuffer header, int at) {
        return Bhs.flags(header, at) & 0x07;
    }

    /** Expected data transfer length, 0 to 2^32 - 1. */
    public static long expectedBytes(ByteBuffer header, int at) {
        return header.getInt(at + EXPECTED_BYTES) & 0xffff_ffffL;
    }

    /** Copies the 16 bytes of CDB that the header holds. */
    public static void getCdb(ByteBuffer header, int at, byte[] cdb) {
        header.get(at + CDB, cdb, 0, CDB_BYTES);
    }
}

package org.mpath.scsi;

/**
 * Reads the fields of a CDB, for a target. Allocates nothing; the array must hold 16 bytes, as a task's does, so no field
 * of a standard CDB is out of range.
 */
public final class CdbFields {
    /** What {@link #length} answers for an operation code without a fixed CDB length. */
    public static final int UNKNOWN = -1;

    private static final int DPO = 0x10;
    private static final int FUA = 0x08;
    private static final int UNMAP_BIT = 0x08;
    private static final int ANCHOR = 0x10;
    private static final int NO_DATA_OUT = 0x01;
    private static final int IMMEDIATE = 0x02;

    private CdbFields() {}

    /** The operation code, 0 to 255. */
    public static int opcode(byte[] cdb) {
        return cdb[0] & 0xff;
    }

    /** CDB length by operation code group (SAM-5 5.2.2): 6, 10, 12, 16 or {@link #UNKNOWN}. */
    public static int length(int opcode) {
        return switch (opcode >>> 5) {
            case 0 -> 6;
            case 1, 2 -> 10;
            case 4 -> 16;
            case 5 -> 12;
            default -> UNKNOWN;
        };
    }

    /** The logical block address of a block command of 6, 10, 12 or 16 bytes. Negative when beyond 2^63. */
    public static long lba(byte[] cdb) {
        return switch (length(opcode(cdb))) {
            case 6 -> (cdb[1] & 0x1fL) << 16 | BigEndian.u16(cdb, 2);
            case 16 -> BigEndian.u64(cdb, 2);
            default -> BigEndian.u32(cdb, 2);
        };
    }

    /**
     * The number of blocks of a block command, as it is in the CDB. In READ (6) and WRITE (6) the value 0 means 256
     * (SBC-4 5.15); in the others it means what the command says.
     */
    public static long blocks(byte[] cdb) {
        return switch (length(opcode(cdb))) {
            case 6 -> (cdb[4] & 0xff) == 0 ? 256 : cdb[4] & 0xff;
            case 12 -> BigEndian.u32(cdb, 6);
            case 16 -> opcode(cdb) == Opcode.COMPARE_AND_WRITE ? cdb[13] & 0xff : BigEndian.u32(cdb, 10);
            default -> BigEndian.u16(cdb, 7);
        };
    }

    /** FUA; false in commands of 6 bytes, which have none. */
    public static boolean fua(byte[] cdb) {
        return longEnoughAnd(cdb, FUA);
    }

    /** DPO; false in commands of 6 bytes, which have none. */
    public static boolean dpo(byte[] cdb) {
        return longEnoughAnd(cdb, DPO);
    }

    /** RDPROTECT, WRPROTECT or VRPROTECT; 0 in commands of 6 bytes, which have none. */
    public static int protect(byte[] cdb) {
        return length(opcode(cdb)) == 6 ? 0 : (cdb[1] & 0xe0) >>> 5;
    }

    /** UNMAP bit of WRITE SAME. */
    public static boolean unmap(byte[] cdb) {
        return (cdb[1] & UNMAP_BIT) != 0;
    }

    /** ANCHOR bit of WRITE SAME. */
    public static boolean anchor(byte[] cdb) {
        return (cdb[1] & ANCHOR) != 0;
    }

    /** NDOB bit of WRITE SAME (16): there is no Data-Out buffer, the block is all zeroes. */
    public static boolean noDataOut(byte[] cdb) {
        return opcode(cdb) == Opcode.WRITE_SAME_16 && (cdb[1] & NO_DATA_OUT) != 0;
    }

    /** IMMED bit of SYNCHRONIZE CACHE. */
    public static boolean immediate(byte[] cdb) {
        return (cdb[1] & IMMEDIATE) != 0;
    }

    /** The service action of a command that has one in byte 1. */
    public static int serviceAction(byte[] cdb) {
        return cdb[1] & 0x1f;
    }

    /** The allocation length of a command that reads parameters; 0 for those without one. */
    public static long allocationLength(byte[] cdb) {
        return switch (opcode(cdb)) {
            case Opcode.INQUIRY -> BigEndian.u16(cdb, 3);
            case Opcode.REQUEST_SENSE, Opcode.MODE_SENSE_6 -> cdb[4] & 0xff;
            case Opcode.MODE_SENSE_10, Opcode.PERSISTENT_RESERVE_IN -> BigEndian.u16(cdb, 7);
            case Opcode.READ_CAPACITY_10 -> 8; // no field: the answer is always that long
            case Opcode.REPORT_LUNS, Opcode.MAINTENANCE_IN -> BigEndian.u32(cdb, 6);
            case Opcode.SERVICE_ACTION_IN_16 -> BigEndian.u32(cdb, 10);
            default -> 0;
        };
    }

    /** The parameter list length of a command that writes parameters; 0 for those without one. */
    public static long parameterLength(byte[] cdb) {
        return switch (opcode(cdb)) {
            case Opcode.MODE_SELECT_6 -> cdb[4] & 0xff;
            case Opcode.UNMAP, Opcode.MODE_SELECT_10 -> BigEndian.u16(cdb, 7);
            case Opcode.MAINTENANCE_OUT -> BigEndian.u32(cdb, 6);
            case Opcode.PERSISTENT_RESERVE_OUT -> BigEndian.u32(cdb, 5);
            default -> 0;
        };
    }

    /** PARAMETER DATA FORMAT of REPORT TARGET PORT GROUPS: 0 length only, 1 extended header. */
    public static int parameterFormat(byte[] cdb) {
        return (cdb[1] & 0xe0) >>> 5;
    }

    /** SP bit of MODE SELECT: the pages shall be saved. */
    public static boolean savePages(byte[] cdb) {
        return (cdb[1] & 0x01) != 0;
    }

    /** START bit of START STOP UNIT. */
    public static boolean start(byte[] cdb) {
        return (cdb[4] & 0x01) != 0;
    }

    /** EVPD bit of INQUIRY. */
    public static boolean vitalProductPage(byte[] cdb) {
        return (cdb[1] & 0x01) != 0;
    }

    /** Page code of INQUIRY. */
    public static int inquiryPage(byte[] cdb) {
        return cdb[2] & 0xff;
    }

    /** Page code of MODE SENSE, 0 to 63. */
    public static int modePage(byte[] cdb) {
        return cdb[2] & 0x3f;
    }

    /** Subpage code of MODE SENSE. */
    public static int modeSubpage(byte[] cdb) {
        return cdb[3] & 0xff;
    }

    /** Page control of MODE SENSE: 0 current, 1 changeable, 2 default, 3 saved. */
    public static int modePageControl(byte[] cdb) {
        return (cdb[2] & 0xc0) >>> 6;
    }

    /** DESC bit of REQUEST SENSE: descriptor format is wanted. */
    public static boolean descriptorSense(byte[] cdb) {
        return (cdb[1] & 0x01) != 0;
    }

    /** TYPE field of PERSISTENT RESERVE OUT, 0 to 15. */
    public static int reservationType(byte[] cdb) {
        return cdb[2] & 0x0f;
    }

    /** SCOPE field of PERSISTENT RESERVE OUT; 0 for the whole unit. */
    public static int reservationScope(byte[] cdb) {
        return (cdb[2] & 0xf0) >>> 4;
    }

    /** SELECT REPORT field of REPORT LUNS. */
    public static int selectReport(byte[] cdb) {
        return cdb[2] & 0xff;
    }

    private static boolean longEnoughAnd(byte[] cdb, int bit) {
        return length(opcode(cdb)) != 6 && (cdb[1] & bit) != 0;
    }
}

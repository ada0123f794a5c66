package org.mpath.scsi;

import java.util.Arrays;

/**
 * Builds command descriptor blocks into a caller's array and answers their length; allocates nothing.
 *
 * <p>The array must hold 16 bytes; unused bytes are cleared.
 */
public final class Cdb {
    private static final int FUA = 0x08;
    private static final int UNMAP_BIT = 0x08;
    private static final int PAGE_FORMAT = 0x10;
    private static final int EXTENDED_HEADER = 0x20;

    private Cdb() {}

    /** TEST UNIT READY (SPC-5 6.47). */
    public static int testUnitReady(byte[] cdb) {
        return start(cdb, Opcode.TEST_UNIT_READY, 6);
    }

    /** INQUIRY for standard data (SPC-5 6.7). */
    public static int inquiry(byte[] cdb, int allocationLength) {
        start(cdb, Opcode.INQUIRY, 6);
        put16(cdb, 3, allocationLength);
        return 6;
    }

    /** INQUIRY for a vital product data page. */
    public static int inquiryPage(byte[] cdb, int page, int allocationLength) {
        inquiry(cdb, allocationLength);
        cdb[1] = 1;
        cdb[2] = (byte) page;
        return 6;
    }

    /** REPORT LUNS, all but well-known (SPC-5 6.33). */
    public static int reportLuns(byte[] cdb, int allocationLength) {
        start(cdb, Opcode.REPORT_LUNS, 12);
        put32(cdb, 6, allocationLength);
        return 12;
    }

    /** READ CAPACITY (10) (SBC-4 5.20). */
    public static int readCapacity10(byte[] cdb) {
        return start(cdb, Opcode.READ_CAPACITY_10, 10);
    }

    /** READ CAPACITY (16) (SBC-4 5.21). */
    public static int readCapacity16(byte[] cdb, int allocationLength) {
        start(cdb, Opcode.SERVICE_ACTION_IN_16, 16);
        cdb[1] = Opcode.READ_CAPACITY_16_ACTION;
        put32(cdb, 10, allocationLength);
        return 16;
    }

    /** MODE SENSE (6) without block descriptors, current values (SPC-5 6.13). */
    public static int modeSense6(byte[] cdb, int page, int allocationLength) {
        start(cdb, Opcode.MODE_SENSE_6, 6);
        cdb[1] = 0x08;
        cdb[2] = (byte) page;
        cdb[4] = (byte) allocationLength;
        return 6;
    }

    /** MODE SELECT (6) of pages in the standard's format or not (PF), not saved (SPC-5 6.11). */
    public static int modeSelect6(byte[] cdb, boolean pageFormat, int parameterLength) {
        start(cdb, Opcode.MODE_SELECT_6, 6);
        cdb[1] = (byte) (pageFormat ? PAGE_FORMAT : 0);
        cdb[4] = (byte) parameterLength;
        return 6;
    }

    /** MODE SELECT (10) of pages in the standard's format or not (PF), not saved (SPC-5 6.12). */
    public static int modeSelect10(byte[] cdb, boolean pageFormat, int parameterLength) {
        start(cdb, Opcode.MODE_SELECT_10, 10);
        cdb[1] = (byte) (pageFormat ? PAGE_FORMAT : 0);
        put16(cdb, 7, parameterLength);
        return 10;
    }

    /** START STOP UNIT, start, waiting for the end (SBC-4 5.31). */
    public static int startUnit(byte[] cdb) {
        start(cdb, Opcode.START_STOP_UNIT, 6);
        cdb[4] = 1;
        return 6;
    }

    /** REPORT TARGET PORT GROUPS, with the extended header or without (SPC-5 6.37). */
    public static int reportTargetPortGroups(byte[] cdb, boolean extended, int allocationLength) {
        start(cdb, Opcode.MAINTENANCE_IN, 12);
        cdb[1] = (byte) (Opcode.TARGET_PORT_GROUPS_ACTION | (extended ? EXTENDED_HEADER : 0));
        put32(cdb, 6, allocationLength);
        return 12;
    }

    /** SET TARGET PORT GROUPS (SPC-5 6.45). */
    public static int setTargetPortGroups(byte[] cdb, int parameterLength) {
        start(cdb, Opcode.MAINTENANCE_OUT, 12);
        cdb[1] = Opcode.TARGET_PORT_GROUPS_ACTION;
        put32(cdb, 6, parameterLength);
        return 12;
    }

    /** PERSISTENT RESERVE IN of a service action (SPC-5 6.16). */
    public static int persistentReserveIn(byte[] cdb, int action, int allocationLength) {
        start(cdb, Opcode.PERSISTENT_RESERVE_IN, 10);
        cdb[1] = (byte) action;
        put16(cdb, 7, allocationLength);
        return 10;
    }

    /**
     * PERSISTENT RESERVE OUT of a service action (SPC-5 6.17), for the whole unit.
     *
     * @param typeCode code of a {@link ReservationType}; 0 for an action without
     */
    public static int persistentReserveOut(byte[] cdb, int action, int typeCode, int parameterLength) {
        start(cdb, Opcode.PERSISTENT_RESERVE_OUT, 10);
        cdb[1] = (byte) action;
        cdb[2] = (byte) typeCode;
        put32(cdb, 5, parameterLength);
        return 10;
    }

    /** READ: (10) when address and length fit, else (16). */
    public static int read(byte[] cdb, long lba, int blocks) {
        return transfer(cdb, Opcode.READ_10, Opcode.READ_16, lba, blocks, false);
    }

    /** WRITE: (10) when address and length fit, else (16). */
    public static int write(byte[] cdb, long lba, int blocks, boolean fua) {
        return transfer(cdb, Opcode.WRITE_10, Opcode.WRITE_16, lba, blocks, fua);
    }

    /** SYNCHRONIZE CACHE (10), the whole medium. */
    public static int synchronizeCache(byte[] cdb) {
        return start(cdb, Opcode.SYNCHRONIZE_CACHE_10, 10);
    }

    /** UNMAP (SBC-4 5.35); the parameter list is {@code parameterLength} bytes. */
    public static int unmap(byte[] cdb, int parameterLength) {
        start(cdb, Opcode.UNMAP, 10);
        put16(cdb, 7, parameterLength);
        return 10;
    }

    /** WRITE SAME (16) (SBC-4 5.46); one block of data goes with it. */
    public static int writeSame16(byte[] cdb, long lba, int blocks, boolean unmap) {
        start(cdb, Opcode.WRITE_SAME_16, 16);
        cdb[1] = (byte) (unmap ? UNMAP_BIT : 0);
        put64(cdb, 2, lba);
        put32(cdb, 10, blocks);
        return 16;
    }

    private static int transfer(byte[] cdb, int ten, int sixteen, long lba, int blocks, boolean fua) {
        if (lba <= 0xffff_ffffL && blocks <= 0xffff) {
            start(cdb, ten, 10);
            cdb[1] = (byte) (fua ? FUA : 0);
            put32(cdb, 2, (int) lba);
            put16(cdb, 7, blocks);
            return 10;
        }
        start(cdb, sixteen, 16);
        cdb[1] = (byte) (fua ? FUA : 0);
        put64(cdb, 2, lba);
        put32(cdb, 10, blocks);
        return 16;
    }

    private static int start(byte[] cdb, int opcode, int length) {
        Arrays.fill(cdb, (byte) 0);
        cdb[0] = (byte) opcode;
        return length;
    }

    private static void put16(byte[] cdb, int at, int value) {
        cdb[at] = (byte) (value >>> 8);
        cdb[at + 1] = (byte) value;
    }

    private static void put32(byte[] cdb, int at, int value) {
        put16(cdb, at, value >>> 16);
        put16(cdb, at + 2, value);
    }

    private static void put64(byte[] cdb, int at, long value) {
        put32(cdb, at, (int) (value >>> 32));
        put32(cdb, at + 4, (int) value);
    }
}

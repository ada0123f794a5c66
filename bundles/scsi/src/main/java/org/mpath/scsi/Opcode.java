package org.mpath.scsi;

/** Operation codes (SPC-5, SBC-4). */
public final class Opcode {
    public static final int TEST_UNIT_READY = 0x00;
    public static final int REQUEST_SENSE = 0x03;
    public static final int READ_6 = 0x08;
    public static final int WRITE_6 = 0x0a;
    public static final int INQUIRY = 0x12;
    public static final int MODE_SELECT_6 = 0x15;
    public static final int MODE_SENSE_6 = 0x1a;
    public static final int START_STOP_UNIT = 0x1b;
    public static final int READ_CAPACITY_10 = 0x25;
    public static final int READ_10 = 0x28;
    public static final int WRITE_10 = 0x2a;
    public static final int SYNCHRONIZE_CACHE_10 = 0x35;
    public static final int WRITE_SAME_10 = 0x41;
    public static final int UNMAP = 0x42;
    public static final int MODE_SELECT_10 = 0x55;
    public static final int MODE_SENSE_10 = 0x5a;
    public static final int PERSISTENT_RESERVE_IN = 0x5e;
    public static final int PERSISTENT_RESERVE_OUT = 0x5f;
    public static final int READ_16 = 0x88;
    public static final int COMPARE_AND_WRITE = 0x89;
    public static final int WRITE_16 = 0x8a;
    public static final int SYNCHRONIZE_CACHE_16 = 0x91;
    public static final int WRITE_SAME_16 = 0x93;
    public static final int SERVICE_ACTION_IN_16 = 0x9e;
    public static final int REPORT_LUNS = 0xa0;
    public static final int MAINTENANCE_IN = 0xa3;
    public static final int MAINTENANCE_OUT = 0xa4;
    public static final int READ_12 = 0xa8;
    public static final int WRITE_12 = 0xaa;

    /** Service action of {@link #SERVICE_ACTION_IN_16}. */
    public static final int READ_CAPACITY_16_ACTION = 0x10;

    /** Service action of {@link #MAINTENANCE_IN} (REPORT) and {@link #MAINTENANCE_OUT} (SET TARGET PORT GROUPS). */
    public static final int TARGET_PORT_GROUPS_ACTION = 0x0a;

    private Opcode() {}
}

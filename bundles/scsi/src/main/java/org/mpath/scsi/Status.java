package org.mpath.scsi;

/** Status codes (SAM-5 5.3.1). */
public final class Status {
    public static final int GOOD = 0x00;
    public static final int CHECK_CONDITION = 0x02;
    public static final int CONDITION_MET = 0x04;
    public static final int BUSY = 0x08;
    public static final int RESERVATION_CONFLICT = 0x18;
    public static final int TASK_SET_FULL = 0x28;
    public static final int ACA_ACTIVE = 0x30;
    public static final int TASK_ABORTED = 0x40;

    private Status() {}

    /** What came, in words: the standard's name of the status, or that of the sense data which is with it. */
    public static String text(int status, byte[] sense, int senseLength) {
        return switch (status) {
            case GOOD -> "GOOD";
            case CHECK_CONDITION -> Sense.text(sense, senseLength);
            case BUSY -> "BUSY";
            case TASK_SET_FULL -> "TASK SET FULL";
            case RESERVATION_CONFLICT -> "RESERVATION CONFLICT";
            default -> "status " + Integer.toHexString(status) + 'h';
        };
    }
}

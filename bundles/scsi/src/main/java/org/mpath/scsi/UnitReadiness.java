package org.mpath.scsi;

/**
 * What the answer to TEST UNIT READY says, judged as by multipath-tools' tur checker, but that RECOVERED ERROR is a success
 * with a note (SPC-5 4.4.8), and unavailable (02/04/0C) is like standby: activation may change it.
 */
public enum UnitReadiness {
    /** I/O can go this way. */
    READY,
    /** It is there, and has no time. */
    BUSY,
    /** Through a port that needs an activation first. */
    STANDBY,
    /** Its port is between two access states. */
    TRANSITION,
    /** There is no unit of this number any more (05/25/00). */
    GONE,
    /** Anything else. */
    NOT_READY;

    private static final int NOT_READY_ASC = 0x04;
    private static final int IN_TRANSITION = 0x0a;
    private static final int IN_STANDBY = 0x0b;
    private static final int UNAVAILABLE = 0x0c;
    private static final int UNIT_NOT_SUPPORTED_ASC = 0x25;
    /** Without qualifier: 05/25/01 of CLARiiON arrays is a unit that another controller owns. */
    private static final int UNIT_NOT_SUPPORTED_ASCQ = 0x00;

    /**
     * Judges an answer.
     *
     * @param senseLength how many bytes of {@code sense} count
     */
    public static UnitReadiness of(int status, byte[] sense, int senseLength) {
        return switch (status) {
            case Status.GOOD, Status.CONDITION_MET, Status.RESERVATION_CONFLICT -> READY;
            case Status.BUSY, Status.TASK_SET_FULL -> BUSY;
            default -> ofSense(
                    Sense.key(sense, senseLength), Sense.asc(sense, senseLength), Sense.ascq(sense, senseLength));
        };
    }

    private static UnitReadiness ofSense(int key, int asc, int ascq) {
        if (key == SenseKey.RECOVERED_ERROR.code()) {
            return READY;
        }
        if (key == SenseKey.ILLEGAL_REQUEST.code()) {
            return asc == UNIT_NOT_SUPPORTED_ASC && ascq == UNIT_NOT_SUPPORTED_ASCQ ? GONE : NOT_READY;
        }
        if (key != SenseKey.NOT_READY.code() || asc != NOT_READY_ASC) {
            return NOT_READY;
        }
        return switch (ascq) {
            case IN_TRANSITION -> TRANSITION;
            case IN_STANDBY, UNAVAILABLE -> STANDBY;
            default -> NOT_READY;
        };
    }
}

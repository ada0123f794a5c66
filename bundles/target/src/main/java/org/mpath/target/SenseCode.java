package org.mpath.target;

import org.mpath.scsi.SenseKey;

/**
 * Sense key and additional sense code of an answer (SPC-5 4.4).
 *
 * @param key sense key, 0 to 15
 * @param asc additional sense code, 0 to 255
 * @param ascq its qualifier, 0 to 255
 */
public record SenseCode(int key, int asc, int ascq) {
    /** Nothing to report. */
    public static final SenseCode NONE = of(SenseKey.NO_SENSE, 0x00, 0x00);
    /** UNRECOVERED READ ERROR: the store could not read. */
    public static final SenseCode READ_ERROR = of(SenseKey.MEDIUM_ERROR, 0x11, 0x00);
    /** WRITE ERROR: the store could not write. */
    public static final SenseCode WRITE_ERROR = of(SenseKey.MEDIUM_ERROR, 0x0c, 0x00);
    /** INTERNAL TARGET FAILURE: the store could not make writes permanent. */
    public static final SenseCode INTERNAL_FAILURE = of(SenseKey.HARDWARE_ERROR, 0x44, 0x00);
    /** PARAMETER LIST LENGTH ERROR. */
    public static final SenseCode PARAMETER_LIST_LENGTH = of(SenseKey.ILLEGAL_REQUEST, 0x1a, 0x00);
    /** INVALID COMMAND OPERATION CODE. */
    public static final SenseCode INVALID_OPCODE = of(SenseKey.ILLEGAL_REQUEST, 0x20, 0x00);
    /** LOGICAL BLOCK ADDRESS OUT OF RANGE. */
    public static final SenseCode LBA_OUT_OF_RANGE = of(SenseKey.ILLEGAL_REQUEST, 0x21, 0x00);
    /** INVALID FIELD IN CDB. */
    public static final SenseCode INVALID_FIELD_IN_CDB = of(SenseKey.ILLEGAL_REQUEST, 0x24, 0x00);
    /** LOGICAL UNIT NOT SUPPORTED. */
    public static final SenseCode UNIT_NOT_SUPPORTED = of(SenseKey.ILLEGAL_REQUEST, 0x25, 0x00);
    /** INVALID FIELD IN PARAMETER LIST. */
    public static final SenseCode INVALID_FIELD_IN_LIST = of(SenseKey.ILLEGAL_REQUEST, 0x26, 0x00);
    /** INVALID RELEASE OF PERSISTENT RESERVATION. */
    public static final SenseCode INVALID_RELEASE = of(SenseKey.ILLEGAL_REQUEST, 0x26, 0x04);
    /** SAVING PARAMETERS NOT SUPPORTED. */
    public static final SenseCode SAVING_NOT_SUPPORTED = of(SenseKey.ILLEGAL_REQUEST, 0x39, 0x00);
    /** POWER ON, RESET, OR BUS DEVICE RESET OCCURRED: what a new nexus hears first. */
    public static final SenseCode POWER_ON = of(SenseKey.UNIT_ATTENTION, 0x29, 0x00);
    /** BUS DEVICE RESET FUNCTION OCCURRED: another nexus reset the unit. */
    public static final SenseCode UNIT_RESET = of(SenseKey.UNIT_ATTENTION, 0x29, 0x03);
    /** RESERVATIONS PREEMPTED: somebody ended all registrations. */
    public static final SenseCode RESERVATIONS_PREEMPTED = of(SenseKey.UNIT_ATTENTION, 0x2a, 0x03);
    /** RESERVATIONS RELEASED. */
    public static final SenseCode RESERVATIONS_RELEASED = of(SenseKey.UNIT_ATTENTION, 0x2a, 0x04);
    /** REGISTRATIONS PREEMPTED: somebody ended this nexus' registration. */
    public static final SenseCode REGISTRATIONS_PREEMPTED = of(SenseKey.UNIT_ATTENTION, 0x2a, 0x05);
    /** ASYMMETRIC ACCESS STATE CHANGED. */
    public static final SenseCode ACCESS_CHANGED = of(SenseKey.UNIT_ATTENTION, 0x2a, 0x06);
    /** IMPLICIT ASYMMETRIC ACCESS STATE TRANSITION FAILED. */
    public static final SenseCode ACCESS_CHANGE_FAILED = of(SenseKey.UNIT_ATTENTION, 0x2a, 0x07);
    /** CAPACITY DATA HAS CHANGED. */
    public static final SenseCode CAPACITY_CHANGED = of(SenseKey.UNIT_ATTENTION, 0x2a, 0x09);
    /** INQUIRY DATA HAS CHANGED. */
    public static final SenseCode INQUIRY_CHANGED = of(SenseKey.UNIT_ATTENTION, 0x3f, 0x03);
    /** REPORTED LUNS DATA HAS CHANGED. */
    public static final SenseCode UNITS_CHANGED = of(SenseKey.UNIT_ATTENTION, 0x3f, 0x0e);
    /** LOGICAL UNIT NOT ACCESSIBLE, ASYMMETRIC ACCESS STATE TRANSITION. */
    public static final SenseCode TRANSITIONING = of(SenseKey.NOT_READY, 0x04, 0x0a);
    /** LOGICAL UNIT NOT ACCESSIBLE, TARGET PORT IN STANDBY STATE. */
    public static final SenseCode STANDBY = of(SenseKey.NOT_READY, 0x04, 0x0b);
    /** LOGICAL UNIT NOT ACCESSIBLE, TARGET PORT IN UNAVAILABLE STATE. */
    public static final SenseCode UNAVAILABLE = of(SenseKey.NOT_READY, 0x04, 0x0c);
    /** LOGICAL UNIT NOT READY, OFFLINE. */
    public static final SenseCode OFFLINE = of(SenseKey.NOT_READY, 0x04, 0x12);
    /** SET TARGET PORT GROUPS COMMAND FAILED. */
    public static final SenseCode SET_GROUPS_FAILED = of(SenseKey.HARDWARE_ERROR, 0x67, 0x0a);
    /** WRITE PROTECTED. */
    public static final SenseCode WRITE_PROTECTED = of(SenseKey.DATA_PROTECT, 0x27, 0x00);
    /** SPACE ALLOCATION FAILED WRITE PROTECT: a thin store is full. */
    public static final SenseCode NO_SPACE = of(SenseKey.DATA_PROTECT, 0x27, 0x07);

    private static SenseCode of(SenseKey key, int asc, int ascq) {
        return new SenseCode(key.code(), asc, ascq);
    }
}

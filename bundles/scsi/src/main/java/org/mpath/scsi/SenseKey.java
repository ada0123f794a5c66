package org.mpath.scsi;

/** Sense keys (SPC-5 table 48); the ordinal is the key. */
public enum SenseKey {
    /** Nothing to report. */
    NO_SENSE,
    /** The command succeeded after recovery. */
    RECOVERED_ERROR,
    /** The unit cannot be accessed now. */
    NOT_READY,
    /** A flaw of the medium. */
    MEDIUM_ERROR,
    /** A failure that is not recoverable. */
    HARDWARE_ERROR,
    /** A field of the CDB or of the parameters is wrong. */
    ILLEGAL_REQUEST,
    /** Something changed since the last command of this nexus. */
    UNIT_ATTENTION,
    /** The medium is protected. */
    DATA_PROTECT,
    /** Blank or non-blank medium found. */
    BLANK_CHECK,
    /** The vendor's. */
    VENDOR_SPECIFIC,
    /** EXTENDED COPY ended. */
    COPY_ABORTED,
    /** The unit ended the command; it may be sent again. */
    ABORTED_COMMAND,
    /** Not defined. */
    RESERVED,
    /** The end of the medium was reached. */
    VOLUME_OVERFLOW,
    /** Source and medium differ. */
    MISCOMPARE,
    /** Completed, with sense data. */
    COMPLETED;

    private static final SenseKey[] KEYS = values();

    private final String words = name().replace('_', ' ');

    /** The key of a number, of which the low four bits count. */
    public static SenseKey of(int key) {
        return KEYS[key & 0x0f];
    }

    /** The number, 0 to 15. */
    public int code() {
        return ordinal();
    }

    /** The standard's words, in capitals. */
    public String words() {
        return words;
    }
}

package org.mpath.scsi;

/** Service actions of PERSISTENT RESERVE IN and OUT (SPC-5 6.16, 6.17). */
public final class PersistentReserve {
    /** IN: which keys are registered. */
    public static final int READ_KEYS = 0x00;
    /** IN: who holds the unit. */
    public static final int READ_RESERVATION = 0x01;
    /** IN: what the unit can do. */
    public static final int REPORT_CAPABILITIES = 0x02;

    /** OUT: registers a key in the place of another, or of none. */
    public static final int REGISTER = 0x00;
    /** OUT: reserves the unit. */
    public static final int RESERVE = 0x01;
    /** OUT: gives the reservation back. */
    public static final int RELEASE = 0x02;
    /** OUT: ends the reservation and all registrations. */
    public static final int CLEAR = 0x03;
    /** OUT: ends registrations of a key, and takes their reservation over. */
    public static final int PREEMPT = 0x04;
    /** OUT: registers a key whatever was registered before. */
    public static final int REGISTER_AND_IGNORE = 0x06;

    private PersistentReserve() {}
}

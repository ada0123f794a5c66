package org.mpath.scsi;

import java.util.Set;

/**
 * VPD page C9h of RDAC controllers ("vac1"): whether the controller that answers owns the volume, and how volumes change
 * hands.
 *
 * @param peripheral peripheral qualifier and device type, 0 where there is a volume
 * @param flags bit 01 this controller owns the volume; bit 80 automatic volume transfer; bit 20 I/O shipping; bit 10 the
 *     states behind it are there
 * @param pathPriority 1 the path is preferred, 2 it is secondary
 * @param state asymmetric access state of this controller's ports, 0 to 15
 * @param cause why that state, the vendor's number
 * @param otherState the same of the other controller's ports
 * @param otherCause why that one
 */
public record RdacAccess(
        int peripheral, int flags, int pathPriority, int state, int cause, int otherState, int otherCause) {
    /** How a volume changes hands. */
    public enum Mode {
        /** By MODE SELECT only; the controller that does not own it refuses I/O. */
        RDAC,
        /** Automatic volume transfer: it follows the I/O. */
        AVT,
        /** By MODE SELECT; the controller that does not own it passes I/O on to the other one. */
        IO_SHIPPING
    }

    /** Its page code. */
    public static final int PAGE = 0xc9;
    /** Its length, in bytes. */
    public static final int BYTES = 48;
    /** Flag: this controller owns the volume. */
    public static final int OWNED = 0x01;
    /** Flag: the access states are there. */
    public static final int STATES = 0x10;
    /** Flag: I/O shipping. */
    public static final int SHIPPING = 0x20;
    /** Flag: automatic volume transfer. */
    public static final int TRANSFER = 0x80;
    /** Path priority: preferred. */
    public static final int PREFERRED = 1;
    /** Path priority: secondary. */
    public static final int SECONDARY = 2;

    private static final String NAME = "vac1";
    /** The other name that is known of it (seed-systems 6, trap 8). */
    private static final String OTHER_NAME = "vace";

    private static final int TRANSFER_MASK = 0x70;
    private static final int STATE_MASK = 0x0f;

    /** A page without access states. */
    public RdacAccess(int flags, int pathPriority) {
        this(0, flags, pathPriority, 0, 0, 0, 0);
    }

    /**
     * Parses what was received.
     *
     * @throws MalformedResponse when it is another page, or not all of it
     */
    public static RdacAccess parse(byte[] received) {
        Cursor page = RdacPage.open(PAGE, received, Set.of(NAME, OTHER_NAME), BYTES);
        return new RdacAccess(
                page.u8(0),
                page.u8(8),
                page.u8(9) & STATE_MASK,
                page.u8(10) & STATE_MASK,
                page.u8(11),
                page.u8(12) & STATE_MASK,
                page.u8(13));
    }

    /** How volumes change hands, by Linux's reading: I/O shipping goes before automatic transfer. */
    public Mode mode() {
        if ((flags & SHIPPING) != 0) {
            return Mode.IO_SHIPPING;
        }
        return (flags & TRANSFER) != 0 ? Mode.AVT : Mode.RDAC;
    }

    /** Whether this controller owns the volume. */
    public boolean owned() {
        return (flags & OWNED) != 0;
    }

    /** Whether OpenBSD takes the path for active: owned, or any of the bits that it knows as automatic transfer. */
    public boolean active() {
        return (flags & (TRANSFER_MASK | OWNED)) != 0;
    }

    /** Whether this is the volume's preferred controller, by Linux's handler. */
    public boolean preferred() {
        return (pathPriority & PREFERRED) != 0;
    }

    /** Whether {@link #state} and the fields behind it mean something. */
    public boolean hasStates() {
        return (flags & STATES) != 0;
    }

    /** How the volume is reached through this controller, in the words of asymmetric access. */
    public AccessState access() {
        if (owned()) {
            return AccessState.ACTIVE_OPTIMIZED;
        }
        return mode() == Mode.RDAC ? AccessState.STANDBY : AccessState.ACTIVE_NON_OPTIMIZED;
    }

    /** As bytes, 48 of them. */
    public byte[] bytes() {
        byte[] page = RdacPage.blank(PAGE, NAME, BYTES);
        page[0] = (byte) peripheral;
        page[8] = (byte) flags;
        page[9] = (byte) pathPriority;
        page[10] = (byte) state;
        page[11] = (byte) cause;
        page[12] = (byte) otherState;
        page[13] = (byte) otherCause;
        return page;
    }
}

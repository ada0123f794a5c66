package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * VPD page C0h of EMC CLARiiON and VNX arrays: who owns the unit, as seen from the storage processor (SP) that answers.
 *
 * @param lunState {@link #UNBOUND}, {@link #BOUND}, {@link #OWNED}, or what no array should say, 0 to 255
 * @param defaultProcessor the SP that should own the unit, 0 for A
 * @param port port of the SP that answers
 * @param processor the SP that answers, 0 for A
 * @param uniqueId who the unit is, 32 hexadecimal digits
 * @param initiatorType effective initiator type, {@link #TYPE_FAILOVER} when the array takes us for a multipathing host
 * @param failoverMode how the array treats this host, 0 to 15: {@link #MODE_LINUX}, {@link #MODE_ALUA}, or one to avoid
 * @param arrayCommandPath whether the array answers in-band management commands
 * @param upgrading whether a non-disruptive upgrade is going on
 * @param serial the array's serial number, printable
 */
public record ClariionPage(
        int lunState,
        int defaultProcessor,
        int port,
        int processor,
        String uniqueId,
        int initiatorType,
        int failoverMode,
        boolean arrayCommandPath,
        boolean upgrading,
        String serial) {
    /** Page code. */
    public static final int CODE = 0xc0;
    /** State of a unit that is not bound to this host: there is nothing behind its number. */
    public static final int UNBOUND = 0;
    /** State of a unit that another SP owns. */
    public static final int BOUND = 1;
    /** State of a unit that the SP owns which answers. */
    public static final int OWNED = 2;
    /** Effective initiator type of a host with more than one path. */
    public static final int TYPE_FAILOVER = 3;
    /** Failover mode for hosts that trespass. */
    public static final int MODE_LINUX = 4;
    /** Failover mode for hosts that know asymmetric access. */
    public static final int MODE_ALUA = 6;

    private static final int BYTES_BUILT = 128;
    private static final int BYTES_MIN = 66;
    private static final int ID_BYTES = 16;
    private static final int SERIAL_BYTES = 16;
    private static final int ARRAY_COMMAND_PATH = 0x04;

    /**
     * Parses what was received. A page length of 0 is none: what came counts.
     *
     * @throws MalformedResponse when it is another page, of another revision, or ends before the serial number does
     */
    public static ClariionPage parse(byte[] received) {
        Cursor all = Cursor.of("VPD page c0h", received).atLeast(VpdPage.HEADER_BYTES);
        boolean unsized = all.u8(1) == CODE && all.u16(2) == 0;
        Cursor page = (unsized ? all : VpdPage.open(CODE, received)).atLeast(BYTES_MIN);
        if (page.u8(9) != 0) {
            throw page.malformed(9, "revision " + page.u8(9) + " is not known");
        }
        return new ClariionPage(
                page.u8(4),
                page.u8(5),
                page.u8(7),
                page.u8(8),
                Hex.of(page.bytes(10, ID_BYTES)),
                page.u8(27),
                page.u8(28) & 0x0f,
                page.bit(30, ARRAY_COMMAND_PATH),
                page.u8(48) != 0,
                Visible.of(page.bytes(50, SERIAL_BYTES)));
    }

    /** Whether the SP that answers owns the unit. */
    public boolean owned() {
        return lunState == OWNED;
    }

    /** Whether the array lets this host move units. */
    public boolean modeFits() {
        return failoverMode == MODE_LINUX || failoverMode == MODE_ALUA;
    }

    /** Whether the array takes this host for one with more than one path, and lets it move units. */
    public boolean fitsFailover() {
        return initiatorType == TYPE_FAILOVER && modeFits() && arrayCommandPath;
    }

    /** Whether the SP that answers should own the unit. */
    public boolean preferred() {
        return defaultProcessor == processor;
    }

    /** As bytes, 128 of them. */
    public byte[] bytes() {
        byte[] page = VpdPage.blank(CODE, BYTES_BUILT - VpdPage.HEADER_BYTES);
        page[4] = (byte) lunState;
        page[5] = (byte) defaultProcessor;
        page[7] = (byte) port;
        page[8] = (byte) processor;
        System.arraycopy(HexFormat.of().parseHex(uniqueId), 0, page, 10, ID_BYTES);
        page[27] = (byte) initiatorType;
        page[28] = (byte) failoverMode;
        page[30] = (byte) (arrayCommandPath ? ARRAY_COMMAND_PATH : 0);
        page[48] = (byte) (upgrading ? 1 : 0);
        byte[] text = serial.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, page, 50, Math.min(text.length, SERIAL_BYTES));
        return page;
    }
}

package org.mpath.scsi;

import java.util.Arrays;

/**
 * What Hitachi modular arrays say in standard INQUIRY data beside its standard fields (seed-systems 1.7).
 *
 * @param access how the unit is reached through the array's controllers
 * @param ldev number of the array's volume, 0 to 65535; {@link #NOT_SAID} when it is not four hexadecimal digits
 * @param controller number of the controller that answers, 0 to 9; {@link #NOT_SAID} when it is no digit
 * @param port letter of its port that answers; a blank when it is none
 */
public record HdsInquiry(Access access, int ldev, int controller, char port) {
    /** How a unit is reached. */
    public enum Access {
        /** One controller owns it. */
        ASYMMETRIC,
        /** All controllers are alike. */
        SYMMETRIC,
        /** It does not say so the way these arrays do. */
        NOT_SAID
    }

    /** A number that is not there. */
    public static final int NOT_SAID = -1;
    /** Shortest data that says how the unit is reached, in bytes. */
    public static final int BYTES_MIN = 132;

    private static final String PAGE = "standard INQUIRY data";
    private static final int LENGTH_AT = 4;
    private static final int LENGTH_STARTS = 5;
    private static final int LDEV_AT = 44;
    private static final int LDEV_DIGITS = 4;
    private static final int CONTROLLER_AT = 49;
    private static final int PORT_AT = 50;
    private static final int ACCESS_AT = 128;
    private static final byte[] SYMMETRIC_MARK = {'D', 'F', '0', '0'};

    /**
     * Reads what was received. Volume, controller and port are read where they came, whatever length the data
     * declares, as multipath-tools does; the access only where it is declared.
     *
     * @throws MalformedResponse when the data ends before the port
     */
    public static HdsInquiry parse(byte[] received) {
        Cursor all = Cursor.of(PAGE, received).atLeast(PORT_AT + 1);
        char port = (char) all.u8(PORT_AT);
        return new HdsInquiry(
                access(all.atMost(LENGTH_STARTS + all.u8(LENGTH_AT))),
                ldev(all),
                digit(all.u8(CONTROLLER_AT)),
                port >= 'A' && port <= 'Z' ? port : ' ');
    }

    private static Access access(Cursor declared) {
        if (declared.length() < BYTES_MIN) {
            return Access.NOT_SAID;
        }
        if (declared.u8(ACCESS_AT) == 0) {
            return Access.ASYMMETRIC;
        }
        boolean marked = Arrays.equals(declared.bytes(ACCESS_AT, SYMMETRIC_MARK.length), SYMMETRIC_MARK);
        return marked ? Access.SYMMETRIC : Access.NOT_SAID;
    }

    private static int digit(int character) {
        return character >= '0' && character <= '9' ? character - '0' : NOT_SAID;
    }

    private static int ldev(Cursor all) {
        int number = 0;
        for (int at = LDEV_AT; at < LDEV_AT + LDEV_DIGITS; at++) {
            int digit = "0123456789ABCDEF".indexOf(all.u8(at));
            if (digit < 0) {
                return NOT_SAID;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** Standard INQUIRY data that says this too, 132 bytes; what is not said here is left as it is. */
    public byte[] in(byte[] standard) {
        byte[] page = Arrays.copyOf(standard, BYTES_MIN);
        page[LENGTH_AT] = BYTES_MIN - LENGTH_STARTS;
        if (ldev != NOT_SAID) {
            System.arraycopy(Visible.field("%04X".formatted(ldev), LDEV_DIGITS), 0, page, LDEV_AT, LDEV_DIGITS);
        }
        if (controller != NOT_SAID) {
            page[CONTROLLER_AT] = (byte) ('0' + controller);
        }
        page[PORT_AT] = (byte) port;
        if (access == Access.SYMMETRIC) {
            System.arraycopy(SYMMETRIC_MARK, 0, page, ACCESS_AT, SYMMETRIC_MARK.length);
        }
        return page;
    }
}

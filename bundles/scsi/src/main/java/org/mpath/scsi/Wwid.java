package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The identity text of a logical unit, character for character what multipath-tools makes of the same pages, so that both
 * name the same unit alike. The first character is the designator's type.
 */
public final class Wwid {
    /** Longest identity, in characters. */
    public static final int CHARACTERS_MAX = 127;

    private static final int UNUSABLE = 0;
    private static final int NAA_BYTES = 8;
    private static final int NAA_6_BYTES = 16;
    private static final int UUID_BYTES = 18;
    private static final int T10_BYTES_MIN = 8;
    /** As many bytes of a SCSI name, prefix included, as multipath-tools looks at. */
    private static final int NAME_BYTES_MAX = 128;

    private Wwid() {}

    /**
     * The identity that VPD page 83h gives: of the unit's own designators the first one of the highest rank. Ranks: NAA 6,
     * NAA 5, NAA 2, EUI-64, SCSI name, T10 vendor identification, NAA 3 (local to a target, so it says least), and last
     * UUID, which multipath-tools does not know and therefore never competes with what it would choose.
     *
     * @return empty when there is no usable designator
     */
    public static String of(DeviceIdentification page) {
        return of(page, CHARACTERS_MAX);
    }

    static String of(DeviceIdentification page, int charactersMax) {
        Designator best = null;
        for (Designator designator : page.designators()) {
            if (rank(designator) > (best == null ? UNUSABLE : rank(best))) {
                best = designator;
            }
        }
        return best == null ? "" : text(best, charactersMax);
    }

    /**
     * The identity of a unit that has no usable page 83h but a serial number: {@code S}, vendor, product and serial, runs
     * of blanks made one underscore (what scsi_id makes of page 80h).
     *
     * @return empty when the serial is empty
     */
    public static String of(Inquiry inquiry, UnitSerial serial) {
        if (serial.serial().isEmpty()) {
            return "";
        }
        String text = inquiry.paddedVendor() + inquiry.paddedProduct() + serial.serial();
        return cut('S' + oneWord(text.getBytes(StandardCharsets.US_ASCII)), CHARACTERS_MAX);
    }

    private static int rank(Designator designator) {
        if (designator.association() != Designator.ASSOCIATION_UNIT) {
            return UNUSABLE;
        }
        return switch (designator.type()) {
            case Designator.TYPE_NAA -> naaRank(designator);
            case Designator.TYPE_EUI64 -> isEui64(designator.length()) ? 5 : UNUSABLE;
            case Designator.TYPE_NAME -> namePrefix(designator) == 0 ? UNUSABLE : 4;
            case Designator.TYPE_T10 -> designator.length() < T10_BYTES_MIN ? UNUSABLE : 3;
            case Designator.TYPE_UUID -> isUuid(designator) ? 1 : UNUSABLE;
            default -> UNUSABLE;
        };
    }

    private static int naaRank(Designator designator) {
        int format = designator.length() == 0 ? 0 : designator.u8(0) >> 4;
        if (format == 6) {
            return designator.length() == NAA_6_BYTES ? 8 : UNUSABLE;
        }
        if (designator.length() != NAA_BYTES) {
            return UNUSABLE;
        }
        return switch (format) {
            case 5 -> 7;
            case 2 -> 6;
            case 3 -> 2;
            default -> UNUSABLE;
        };
    }

    private static boolean isEui64(int bytes) {
        return bytes == 8 || bytes == 12 || bytes == 16;
    }

    private static boolean isUuid(Designator designator) {
        return designator.length() == UUID_BYTES && designator.u8(0) >> 4 == 1;
    }

    /** The first character for a SCSI name string, or 0 when it is of none of the three forms. */
    private static char namePrefix(Designator designator) {
        String name = name(designator);
        if (name.startsWith("eui.")) {
            return '2';
        }
        if (name.startsWith("naa.")) {
            return '3';
        }
        return name.startsWith("iqn.") ? '8' : 0;
    }

    private static String text(Designator designator, int charactersMax) {
        return switch (designator.type()) {
            case Designator.TYPE_NAA -> hex('3', Hex.of(designator.bytes()), charactersMax);
            case Designator.TYPE_EUI64 -> hex('2', Hex.of(designator.bytes()), charactersMax);
            case Designator.TYPE_UUID -> hex('a', Hex.of(designator.bytes()).substring(4), charactersMax);
            case Designator.TYPE_NAME -> cut(nameText(designator), charactersMax);
            default -> cut('1' + oneWord(designator.bytes()), charactersMax);
        };
    }

    private static String nameText(Designator designator) {
        char prefix = namePrefix(designator);
        String name = name(designator).substring(4);
        return prefix + (prefix == '8' ? name : name.toLowerCase(Locale.ROOT));
    }

    /** A SCSI name string up to its first NUL, in one word. */
    private static String name(Designator designator) {
        int end = 0;
        while (end < Math.min(designator.length(), NAME_BYTES_MAX) && designator.u8(end) != 0) {
            end++;
        }
        return oneWord(Arrays.copyOf(designator.bytes(), end));
    }

    /** Whole bytes only: a cut never leaves half of one. */
    private static String hex(char prefix, String digits, int charactersMax) {
        int room = Math.max(0, charactersMax - 1) & ~1;
        return cut(prefix + (digits.length() > room ? digits.substring(0, room) : digits), charactersMax);
    }

    private static String cut(String text, int charactersMax) {
        return text.length() > charactersMax ? text.substring(0, charactersMax) : text;
    }

    /** Runs of blanks, and of what cannot be printed, made one underscore; none at the end. */
    private static String oneWord(byte[] bytes) {
        StringBuilder word = new StringBuilder(bytes.length);
        boolean gap = false;
        for (byte each : bytes) {
            int character = each & 0xff;
            if (character == ' ' || !Visible.isPrintable(character)) {
                gap = true;
                continue;
            }
            if (gap) {
                word.append('_');
                gap = false;
            }
            word.append((char) character);
        }
        return word.toString();
    }
}

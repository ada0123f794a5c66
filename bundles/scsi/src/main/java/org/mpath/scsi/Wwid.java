package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;

/**
 * The identity text of a logical unit, character for character what multipath-tools makes of the same pages, so that both
 * name the same unit alike. The first character is the designator's type, in hexadecimal.
 *
 * <p>multipath-tools does not know UUID designators. They get the form it would have given them, type {@code a} and the 32
 * digits of the UUID in the order they are sent in, without the dashes that no other identity has, and the last rank: they
 * never compete with what it would choose.
 */
public final class Wwid {
    /** Longest identity, in characters. */
    public static final int CHARACTERS_MAX = 127;

    private Wwid() {}

    /**
     * The identity that VPD page 83h gives: of the unit's own designators the first one of the highest rank
     * ({@link DesignatorKind}).
     *
     * @return empty when there is no usable designator
     */
    public static String of(DeviceIdentification page) {
        return of(page, CHARACTERS_MAX);
    }

    static String of(DeviceIdentification page, int charactersMax) {
        return page.ofUnit().stream()
                .min(Comparator.comparing(DesignatorKind::of)) // the first one of several
                .map(designator -> text(designator, charactersMax))
                .orElse("");
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
        return cut('S' + Visible.oneWord(text.getBytes(StandardCharsets.US_ASCII)), CHARACTERS_MAX);
    }

    /** The identity that one designator gives; empty when it cannot name a unit. */
    static String of(Designator designator) {
        return text(designator, CHARACTERS_MAX);
    }

    private static String text(Designator designator, int charactersMax) {
        return switch (DesignatorKind.of(designator)) {
            case NAA_6, NAA_5, NAA_3, NAA_2 -> hex('3', Hex.of(designator.bytes()), charactersMax);
            case EUI_64 -> hex('2', Hex.of(designator.bytes()), charactersMax);
            case UUID -> hex('a', Hex.of(designator.bytes()).substring(4), charactersMax);
            case NAME -> cut(nameText(designator), charactersMax);
            case T10 -> cut('1' + Visible.oneWord(designator.bytes()), charactersMax);
            case NONE -> "";
        };
    }

    private static String nameText(Designator designator) {
        String name = DesignatorKind.name(designator);
        char form = DesignatorKind.nameForm(name);
        String rest = name.substring(4);
        return form + (form == '8' ? rest : rest.toLowerCase(Locale.ROOT));
    }

    /** Whole bytes only: a cut never leaves half of one. */
    private static String hex(char prefix, String digits, int charactersMax) {
        int room = Math.max(0, charactersMax - 1) & ~1;
        return cut(prefix + (digits.length() > room ? digits.substring(0, room) : digits), charactersMax);
    }

    private static String cut(String text, int charactersMax) {
        return text.length() > charactersMax ? text.substring(0, charactersMax) : text;
    }
}

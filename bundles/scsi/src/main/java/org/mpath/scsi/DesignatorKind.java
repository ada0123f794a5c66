package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What kind of identity a designator is, by its type, format and length, whatever it names. In multipath-tools' order of rank,
 * the best first; what multipath-tools does not know comes after all that it knows.
 */
public enum DesignatorKind {
    /** NAA, IEEE registered extended, 16 bytes (SPC-5 7.7.6.6.5). */
    NAA_6("NAA 6"),
    /** NAA, IEEE registered, 8 bytes (7.7.6.6.4). */
    NAA_5("NAA 5"),
    /** NAA, IEEE extended, 8 bytes (7.7.6.6.2). */
    NAA_2("NAA 2"),
    /** EUI-64 of 8, 12 or 16 bytes (7.7.6.5). */
    EUI_64("EUI-64"),
    /** SCSI name string (7.7.6.11). */
    NAME("SCSI name"),
    /** T10 vendor identification (7.7.6.4). */
    T10("T10 vendor id"),
    /** NAA, locally assigned, 8 bytes (7.7.6.6.3): every target may give the same. */
    NAA_3("NAA 3"),
    /** UUID of 18 bytes (7.7.6.12). */
    UUID("UUID"),
    /** Nothing that can name a unit. */
    NONE("no identity");

    private static final int NAA_BYTES = 8;
    private static final int NAA_6_BYTES = 16;
    private static final int UUID_BYTES = 18;
    private static final int T10_BYTES_MIN = 8;
    /** As many bytes of a SCSI name, prefix included, as multipath-tools looks at. */
    private static final int NAME_BYTES_MAX = 128;

    private static final int NAME_PREFIX_CHARS = 4;

    private final String words;

    DesignatorKind(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    boolean isNaa() {
        return this == NAA_6 || this == NAA_5 || this == NAA_2 || this == NAA_3;
    }

    /** The kind of a designator. */
    public static DesignatorKind of(Designator designator) {
        int bytes = designator.length();
        return switch (designator.type()) {
            case Designator.TYPE_NAA -> naa(designator);
            case Designator.TYPE_EUI64 -> bytes == 8 || bytes == 12 || bytes == 16 ? EUI_64 : NONE;
            case Designator.TYPE_NAME -> nameForm(name(designator)) == 0 ? NONE : NAME;
            case Designator.TYPE_T10 ->
                bytes < T10_BYTES_MIN || Visible.oneWord(designator.bytes()).isEmpty() ? NONE : T10;
            case Designator.TYPE_UUID -> bytes == UUID_BYTES && designator.u8(0) >> 4 == 1 ? UUID : NONE;
            default -> NONE;
        };
    }

    private static DesignatorKind naa(Designator designator) {
        int format = designator.length() == 0 ? 0 : designator.u8(0) >> 4;
        if (format == 6) {
            return designator.length() == NAA_6_BYTES ? NAA_6 : NONE;
        }
        if (designator.length() != NAA_BYTES) {
            return NONE;
        }
        return switch (format) {
            case 5 -> NAA_5;
            case 2 -> NAA_2;
            case 3 -> NAA_3;
            default -> NONE;
        };
    }

    /**
     * Whether no other unit of the world has this designator, if its maker does as the standard says: a UUID, or the number of
     * a company. The company 000000 is what targets have that were given none: two of them number their units alike.
     */
    public static boolean isWorldwide(Designator designator) {
        return switch (of(designator)) {
            case NAA_6, NAA_5 -> (designator.u8(0) & 0x0f | designator.u8(1) | designator.u8(2) | designator.u8(3) >> 4) != 0;
            case NAA_2 -> hasCompany(designator, 2);
            case EUI_64 -> hasCompany(designator, designator.length() == 16 ? 8 : 0);
            case UUID -> true;
            default -> false;
        };
    }

    private static boolean hasCompany(Designator designator, int at) {
        return (designator.u8(at) | designator.u8(at + 1) | designator.u8(at + 2)) != 0;
    }

    /** A SCSI name string up to its first NUL, in one word. */
    static String name(Designator designator) {
        int end = 0;
        while (end < Math.min(designator.length(), NAME_BYTES_MAX) && designator.u8(end) != 0) {
            end++;
        }
        return Visible.oneWord(Arrays.copyOf(designator.bytes(), end));
    }

    /** The first character of an identity made of a SCSI name string, or 0 when the name is of none of the three forms, or empty. */
    static char nameForm(String name) {
        if (name.length() <= NAME_PREFIX_CHARS) {
            return 0;
        }
        return switch (name.substring(0, NAME_PREFIX_CHARS)) {
            case "eui." -> '2';
            case "naa." -> '3';
            case "iqn." -> '8';
            default -> 0;
        };
    }

    /** A designator for people: its kind, and its hex digits, or its text where it is one. */
    public static String describe(Designator designator) {
        DesignatorKind kind = of(designator);
        return kind.words + ' ' + switch (kind) {
            case NAME -> name(designator);
            case T10 -> '"' + Visible.of(new String(designator.bytes(), StandardCharsets.ISO_8859_1)) + '"';
            default -> Hex.of(designator.bytes());
        };
    }
}

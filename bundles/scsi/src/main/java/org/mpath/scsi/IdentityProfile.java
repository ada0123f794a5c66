package org.mpath.scsi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By which rules a unit is named. Chosen by a word: multipath.conf's {@code uid_attribute} where that means something for
 * what a unit says of itself, and our own words for the rules of older systems.
 */
public enum IdentityProfile {
    /** multipath-tools': the designator of the highest rank, else vendor, product and serial ({@link Wwid}). */
    HIGHEST_RANK("ID_SERIAL"),
    /**
     * udev's World Wide Name: {@code 0x} and all digits of the NAA or EUI-64 designator of the highest rank. Of an NAA 6
     * designator all 32 as well: many units of one array share the first half, which scsi_id prints.
     */
    WWN("ID_WWN", "ID_WWN_WITH_EXTENSION"),
    /** OpenBSD's ({@link LinkIdentity}): the type's character and the identity's hex digits, a digest of a long one. */
    OPENBSD("openbsd"),
    /**
     * The first multipath-tools', of 2003: a list of two StorageWorks products, whatever their vendor, and for these the
     * digits of 16 bytes at offset 8 of VPD page 83h. They are believed only where they are what they were taken for: the
     * first designator, an NAA 6. All other units have no identity.
     */
    WHITELIST_2003("whitelist-2003");

    /** The products of {@link #WHITELIST_2003}, 16 characters each. */
    private static final List<String> PRODUCTS_2003 = List.of("HSV110 (C)COMPAQ", "HSG80           ");

    private final List<String> words;

    IdentityProfile(String... words) {
        this.words = List.of(words);
    }

    /** The profile of a word, which counts as it is spelled; that of no word is the first one. Empty for other words. */
    public static Optional<IdentityProfile> of(String word) {
        return word.isEmpty()
                ? Optional.of(HIGHEST_RANK)
                : Arrays.stream(values()).filter(profile -> profile.words.contains(word)).findFirst();
    }

    /** All words, for messages. */
    public static String wordsOfAll() {
        return Arrays.stream(values()).flatMap(profile -> profile.words.stream()).collect(Collectors.joining(", "));
    }

    /** Its first word. */
    public String word() {
        return words.get(0);
    }

    /** The identity of a unit, at most {@link Wwid#CHARACTERS_MAX} characters; empty when these rules give it none. */
    public String wwid(UnitNames unit) {
        Designator chosen = chosen(unit);
        return chosen == null ? bySerial(unit) : text(unit, chosen);
    }

    /** Whether the identity of a unit is made of a worldwide designator, so that no other unit has it. */
    public boolean isWorldwide(UnitNames unit) {
        Designator chosen = chosen(unit);
        return chosen != null && DesignatorKind.isWorldwide(chosen);
    }

    /** All that could be the identity of a unit: its designators as listed, then its serial number. */
    public List<IdentityCandidate> candidates(UnitNames unit) {
        Designator chosen = chosen(unit);
        List<IdentityCandidate> candidates = new ArrayList<>();
        for (Designator each : unit.designators()) {
            DesignatorKind kind = DesignatorKind.of(each);
            String source = (kind == DesignatorKind.NONE ? "type " + Hex.byteOf(each.type()) : kind.words()) + " of VPD page 83h";
            String text = text(unit, each);
            candidates.add(new IdentityCandidate(source, text, each == chosen, why(each, text, chosen)));
        }
        if (!unit.serialText().isEmpty()) {
            String text = bySerial(unit);
            boolean taken = chosen == null && !text.isEmpty();
            String why = taken ? "there is no usable designator" : text.isEmpty() ? unusable() : "VPD page 83h comes before it";
            candidates.add(new IdentityCandidate("serial of VPD page 80h", text, taken, why));
        }
        return candidates;
    }

    private String why(Designator designator, String text, Designator chosen) {
        if (text.isEmpty()) {
            return unusable();
        }
        if (designator == chosen) {
            return "it comes first by " + word();
        }
        DesignatorKind kind = DesignatorKind.of(chosen);
        return kind == DesignatorKind.of(designator)
                ? "another " + kind.words() + " is taken by " + word()
                : kind.words() + " comes before it by " + word();
    }

    private String unusable() {
        return "it is no identity by " + word();
    }

    /** The very object of the list that the identity is made of; null when it is made of none. */
    private Designator chosen(UnitNames unit) {
        return switch (this) {
            case HIGHEST_RANK, WWN -> highest(unit);
            case OPENBSD -> LinkIdentity.hasAny(unit.inquiry()) ? LinkIdentity.best(unit.designators()) : null;
            case WHITELIST_2003 -> unit.designators().stream()
                    .filter(each -> !text(unit, each).isEmpty())
                    .findFirst()
                    .orElse(null);
        };
    }

    /** Of those that give an identity the one of the highest rank, the first one of several; null for none. */
    private Designator highest(UnitNames unit) {
        Designator highest = null;
        DesignatorKind rank = DesignatorKind.NONE;
        for (Designator each : unit.designators()) {
            DesignatorKind kind = DesignatorKind.of(each);
            if (kind.compareTo(rank) < 0 && !text(unit, each).isEmpty()) {
                highest = each;
                rank = kind;
            }
        }
        return highest;
    }

    /** The identity that a designator gives; empty when it can give none. */
    private String text(UnitNames unit, Designator designator) {
        DesignatorKind kind = DesignatorKind.of(designator);
        return switch (this) {
            case HIGHEST_RANK -> Wwid.of(designator);
            case WWN -> kind.isNaa() || kind == DesignatorKind.EUI_64 ? "0x" + Hex.of(designator.bytes()) : "";
            case OPENBSD -> LinkIdentity.hasAny(unit.inquiry()) ? LinkIdentity.of(designator).text() : "";
            case WHITELIST_2003 -> PRODUCTS_2003.contains(unit.inquiry().paddedProduct())
                            && kind == DesignatorKind.NAA_6
                            && unit.page().designators().get(0) == designator
                    ? Hex.of(designator.bytes())
                    : "";
        };
    }

    private String bySerial(UnitNames unit) {
        return switch (this) {
            case HIGHEST_RANK -> unit.serial() == null ? "" : Wwid.of(unit.inquiry(), unit.serial());
            case OPENBSD -> LinkIdentity.of(unit.inquiry(), null, unit.serial(), -1, null).text();
            default -> "";
        };
    }
}

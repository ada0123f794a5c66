package org.mpath.discovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mpath.config.ReservationKey;

/**
 * A line of the file {@code prkeys}, as multipath-tools has them: {@code 0x} and 16 digits, a blank, the WWID; {@code 0X} for a key
 * that is registered with APTPL. Pure.
 *
 * @param wwid the identity of the unit
 * @param key its reservation key
 */
record KeyLine(String wwid, ReservationKey key) {
    private static final Pattern FORM = Pattern.compile("0([xX])([0-9a-fA-F]{16})[ \t]+([^ \t]+)");

    /** Reads a line; empty when it is none of a key. */
    static Optional<KeyLine> parse(String line) {
        Matcher form = FORM.matcher(line.strip());
        return form.matches()
                ? Optional.of(new KeyLine(form.group(3),
                        new ReservationKey(Long.parseUnsignedLong(form.group(2), 16), form.group(1).equals("X"))))
                : Optional.empty();
    }

    String text() {
        return (key.survivesPowerLoss() ? "0X" : "0x") + "%016x".formatted(key.key()) + ' ' + wwid;
    }

    boolean isOf(String unit) {
        return wwid.equals(unit);
    }
}

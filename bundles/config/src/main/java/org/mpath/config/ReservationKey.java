package org.mpath.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mpath.config.Finding.Code;

/**
 * A key of persistent reservations (SPC-5 5.14) as configurations write it.
 *
 * @param key the eight bytes of the key, the first one the highest
 * @param survivesPowerLoss whether it is registered with APTPL
 */
public record ReservationKey(long key, boolean survivesPowerLoss) {
    /** What a configuration says in place of a key that is in the file of keys. */
    static final String IN_FILE = "file";

    /** An optional prefix, then at most 16 digits: a zero alone is the prefix of nothing. */
    private static final Pattern FORM = Pattern.compile("(?:0?[xX]|0)?([0-9a-fA-F]{1,16})(:aptpl)?");

    /** @throws IllegalArgumentException when it is none */
    public static ReservationKey parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.equals("0") || !form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no reservation key: 1 to 16 hexadecimal digits,"
                    + " with 0x before them or not, and :aptpl behind them or not");
        }
        return new ReservationKey(Long.parseUnsignedLong(form.group(1), 16), form.group(2) != null);
    }

    static Checked check(String value) {
        if (value.equals(IN_FILE)) {
            return new Checked.Taken(value);
        }
        try {
            return new Checked.Taken(parse(value).toString());
        } catch (IllegalArgumentException none) {
            String nearest = value.toLowerCase(Locale.ROOT);
            boolean fits = !nearest.equals(value) && FORM.matcher(nearest).matches();
            return new Checked.Refused(Code.INVALID_VALUE, none.getMessage() + "; or file", fits ? nearest : "");
        }
    }

    /** Whether it is no key: 0 is what ends a registration. */
    public boolean isNone() {
        return key == 0;
    }

    /** {@code 0xKEY}, with {@code :aptpl} behind it or not. */
    @Override
    public String toString() {
        return "0x" + Long.toHexString(key) + (survivesPowerLoss ? ":aptpl" : "");
    }
}

package org.mpath.iscsi;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of initiators and targets (RFC 7143 4.2.7). */
public final class IscsiName {
    /** Longest name in bytes. */
    public static final int BYTES_MAX = 223;

    /** The characters left after the mapping of RFC 3722, as far as they are ASCII. */
    private static final Pattern NAME = Pattern.compile("(iqn\\.|eui\\.|naa\\.)[a-z0-9.:_-]+");

    private IscsiName() {}

    /** Whether the text is a name: type, then lower-case ASCII letters, digits, dot, colon, dash. */
    public static boolean valid(String name) {
        return name.length() <= BYTES_MAX && NAME.matcher(name).matches();
    }

    /** The text in lower case with every other character than those of a name replaced by a dash. */
    public static String part(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    }
}

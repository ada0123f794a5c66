package org.mpath.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of maps made of texts that were not meant to be names. A character that no name may have becomes {@code =} and its
 * code in two upper-case hexadecimal digits, as in quoted-printable text (RFC 2045 6.7); a text that gets too long is cut
 * and ends with {@code ==} and the begin of its SHA-256.
 */
final class NameText {
    private static final char MARK = '=';
    private static final int DIGEST_BYTES = 8;
    private static final HexFormat CODE = HexFormat.of().withUpperCase();

    private NameText() {}

    /** The name that is a WWID. {@code =} itself is written as {@code =3D}: two WWIDs never share a name. */
    static String ofWwid(String wwid) {
        return fitting(written(wwid));
    }

    /** The name that an alias is: itself whenever it can be one. */
    static String ofAlias(String alias) {
        return Alias.isName(alias) ? alias : ofWwid(alias);
    }

    /** Like {@link #ofAlias}, for what letters follow: never cut. */
    static String ofPrefix(String prefix) {
        return prefix.isEmpty() || Alias.isName(prefix) ? prefix : written(prefix);
    }

    /** Another name like this one, for a unit whose name is taken. */
    static String another(String name, int number) {
        String end = "" + MARK + MARK + number;
        return name.substring(0, Math.min(name.length(), Alias.CHARACTERS_MAX - end.length())) + end;
    }

    private static String written(String text) {
        StringBuilder name = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (character != MARK && Alias.isName(String.valueOf(character))) {
                name.append(character);
            } else {
                name.append(MARK).append(CODE.toHexDigits(each));
            }
        }
        return name.toString();
    }

    private static String fitting(String name) {
        if (name.length() <= Alias.CHARACTERS_MAX) {
            return name;
        }
        String end = "" + MARK + MARK + digest(name);
        return name.substring(0, Alias.CHARACTERS_MAX - end.length()) + end;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

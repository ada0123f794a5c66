package org.mpath.export.nbd;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of names and paths in NBD URIs (RFC 3986 2.1). */
final class UriText {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private UriText() {}

    /** A name. */
    static String encode(String text) {
        return encode(text, UNRESERVED);
    }

    /** A path: its slashes stay. */
    static String encodePath(String text) {
        return encode(text, UNRESERVED + '/');
    }

    private static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (kept.indexOf((char) (b & 0xff)) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}

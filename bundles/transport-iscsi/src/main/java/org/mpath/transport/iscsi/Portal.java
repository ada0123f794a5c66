package org.mpath.transport.iscsi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a target listens.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 */
record Portal(String host, int port) {
    static final int DEFAULT_PORT = 3260;
    private static final int HOST_CHARACTERS_MAX = 253;

    private static final Pattern TEXT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    /**
     * Reads {@code HOST[:PORT]}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException naming the text
     */
    static Portal parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("portal '" + text + "' is not HOST[:PORT]; IPv6 goes in brackets");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535 || host.length() > HOST_CHARACTERS_MAX) {
            throw new IllegalArgumentException("portal '" + text + "' has a port that is not 1 to 65535 or a host name "
                    + "of more than " + HOST_CHARACTERS_MAX + " characters");
        }
        return new Portal(host, port);
    }

    /** Whether the host is an address, so that asking for it asks no name server. */
    boolean numeric() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

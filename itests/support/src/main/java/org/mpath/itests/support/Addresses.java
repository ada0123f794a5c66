package org.mpath.itests.support;

import java.net.InetSocketAddress;

/** Reads {@code ADDRESS:PORT}. */
final class Addresses {
    private Addresses() {}

    static InetSocketAddress of(String portal) {
        int colon = portal.lastIndexOf(':');
        return new InetSocketAddress(portal.substring(0, colon), Integer.parseInt(portal.substring(colon + 1)));
    }
}

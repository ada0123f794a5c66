package org.mpath.itests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** {@code ADDRESS:PORT} of loopback where nobody listens, chosen by the kernel. */
public final class FreePortals {
    private FreePortals() {}

    /** One on 127.0.0.1. */
    public static String one() throws IOException {
        return on("127.0.0.1");
    }

    /** So many, each on an address 127.0.0.x of its own. */
    public static List<String> list(int count) throws IOException {
        List<String> portals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            portals.add(on("127.0.0." + i));
        }
        return portals;
    }

    private static String on(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return address + ":" + socket.getLocalPort();
        }
    }
}

package org.mpath.export.nbd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** A TCP address of this machine that only this machine can reach: there is no TLS yet. */
final class TcpAddress {
    private static final int PORT_MAX = 65_535;
    private static final int BACKLOG = 128;

    private TcpAddress() {}

    /**
     * Parses {@code ADDRESS:PORT}, {@code [ADDRESS]:PORT} for IPv6.
     *
     * @throws ListenException when it has another form or is not a loopback address
     */
    static InetSocketAddress parse(String text) throws ListenException {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new ListenException("tcp \"" + text + "\" has not the form ADDRESS:PORT, such as 127.0.0.1:10809");
        }
        InetAddress address = address(text, text.substring(0, colon));
        if (!address.isLoopbackAddress()) {
            throw new ListenException("tcp \"" + text + "\" can be reached from other machines, and NBD without TLS must"
                    + " not be: use an address such as 127.0.0.1:10809, or the Unix socket through ssh");
        }
        return new InetSocketAddress(address, port(text, text.substring(colon + 1)));
    }

    /** Opens a server channel on the address. */
    static ServerSocketChannel bind(InetSocketAddress address) throws ListenException {
        ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open();
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.configureBlocking(false);
            return server.bind(address, BACKLOG);
        } catch (IOException e) {
            Listener.closeQuietly(server);
            throw new ListenException("tcp " + address.getHostString() + ':' + address.getPort()
                    + " cannot be listened on: " + e.getMessage());
        }
    }

    private static InetAddress address(String text, String host) throws ListenException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ListenException("tcp \"" + text + "\": there is no address \"" + host + '"');
        }
    }

    private static int port(String text, String digits) throws ListenException {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the same sentence as for a number out of range
        }
        throw new ListenException("tcp \"" + text + "\": \"" + digits + "\" is not a port, 0 to " + PORT_MAX);
    }
}

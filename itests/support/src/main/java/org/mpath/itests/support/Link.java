package org.mpath.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** One connection that a {@link FaultProxy} passes on, with a thread for each direction. */
final class Link {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int CONNECT_MILLIS = 5_000;

    private interface Wire {
        byte[] pass(byte[] chunk) throws InterruptedException;
    }

    private final Socket client;
    private final Socket server = new Socket();

    Link(Socket client) {
        this.client = client;
    }

    /** Connects to the target and passes on until either side ends; on the caller's thread. */
    void run(InetSocketAddress target, Faults faults) {
        try {
            server.connect(target, CONNECT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            reset();
            return;
        }
        Daemons.start("proxy-requests", () -> pump(client, server, faults::request));
        pump(server, client, faults::answer);
    }

    private void pump(Socket from, Socket to, Wire wire) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            int bytes;
            while ((bytes = in.read(chunk)) >= 0) {
                out.write(wire.pass(Arrays.copyOf(chunk, bytes)));
            }
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets both connections. */
    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // closed already
            }
        }
        finish();
    }

    /** Closes both connections in good order. */
    void finish() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException e) {
                // closed enough
            }
        }
    }
}

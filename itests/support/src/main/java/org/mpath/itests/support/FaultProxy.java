package org.mpath.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A TCP proxy in front of one portal that can cut it: connection reset, portal gone, silent drop. Two plain threads per
 * connection; for tests only.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 16;

    private final InetAddress address;
    private final int port;
    private final InetSocketAddress target;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listener;
    private volatile UnaryOperator<byte[]> answerRewriter = UnaryOperator.identity();
    private volatile boolean silent;
    private volatile boolean closed;

    private record Link(Socket client, Socket server) {}

    /** Listens on a free port of {@code listenAddress} and passes connections on to {@code target}. */
    public FaultProxy(String listenAddress, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        this.address = InetAddress.getByName(listenAddress);
        this.target = new InetSocketAddress(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /** {@code ADDRESS:PORT} to connect to. */
    public String portal() {
        return address.getHostAddress() + ":" + port;
    }

    /** Connections passed on now. */
    public int connections() {
        return links.size();
    }

    /** Resets every connection; new ones are accepted. */
    public void reset() {
        for (Link link : links) {
            links.remove(link); // one by one: a client that reconnects at once must stay in the list
            abort(link.client());
            abort(link.server());
        }
    }

    /** Closes the listener and resets every connection: the portal is gone until {@link #heal}. */
    public void gone() throws IOException {
        listener.close();
        reset();
    }

    /** Drops everything silently, both ways, new connections too, until {@link #heal}. What was dropped never arrives. */
    public void silence() {
        silent = true;
    }

    /** Changes what the target sends, chunk by chunk as it was written. Keep the length. */
    public void rewriteAnswers(UnaryOperator<byte[]> rewriter) {
        answerRewriter = rewriter;
    }

    /** Takes every fault away. Connections that lost bytes to silence are reset: their streams are broken. */
    public void heal() throws IOException {
        if (silent) {
            silent = false;
            reset();
        }
        if (listener.isClosed()) {
            listener = listen(port);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        gone();
    }

    private ServerSocket listen(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, wanted), 64);
        daemon("proxy-accept", () -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) {
        while (!closed && !socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                daemon("proxy-connect", () -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        Link link = new Link(client, server);
        links.add(link);
        try {
            server.connect(target, 5_000);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            abort(client);
            links.remove(link);
            return;
        }
        daemon("proxy-up", () -> pump(link, client, server, UnaryOperator.identity()));
        daemon("proxy-down", () -> pump(link, server, client, chunk -> answerRewriter.apply(chunk)));
    }

    private void pump(Link link, Socket from, Socket to, UnaryOperator<byte[]> rewriter) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            int count;
            while ((count = in.read(chunk)) >= 0) {
                if (!silent) {
                    out.write(rewriter.apply(Arrays.copyOf(chunk, count)));
                }
            }
        } catch (IOException e) {
            abort(from);
            abort(to);
        } finally {
            links.remove(link);
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // closed already
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}

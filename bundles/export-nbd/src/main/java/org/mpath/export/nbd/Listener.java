package org.mpath.export.nbd;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;

/** Accepts clients on one server channel. Reactor thread. */
final class Listener implements ChannelHandler {
    private static final Logger LOG = System.getLogger("org.mpath.export.nbd");
    private static final int ACCEPTS_PER_TURN_MAX = 64;
    /** Pause after an error, such as no more file descriptors: the channel would be ready again at once. */
    private static final long PAUSE_NANOS = 200_000_000L;

    private static final int LINES_MAX = 1;
    private static final long LINES_PERIOD_NANOS = 10_000_000_000L;

    private final ServerSocketChannel server;
    private final Connections connections;
    private final ReactorTimer resume;
    private final SelectionKey key;
    private final LineBudget lines = new LineBudget(LINES_MAX, LINES_PERIOD_NANOS);

    /** Begins to accept. Reactor thread. */
    Listener(ServerSocketChannel server, Reactor reactor, Connections connections) throws IOException {
        this.server = server;
        this.connections = connections;
        this.key = reactor.register(server, SelectionKey.OP_ACCEPT, this);
        this.resume = reactor.timer(() -> key.interestOps(SelectionKey.OP_ACCEPT));
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            SocketChannel channel;
            for (int i = 0; i < ACCEPTS_PER_TURN_MAX && (channel = server.accept()) != null; i++) {
                take(channel);
            }
        } catch (IOException e) {
            pause(e);
        }
    }

    /** Stops accepting. Reactor thread. */
    void close() {
        resume.cancel();
        closeQuietly(server);
    }

    static void closeQuietly(Closeable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "event=nbd.close_failed reason=\"" + e.getMessage() + '"');
        }
    }

    private void take(SocketChannel channel) {
        try {
            connections.accepted(channel, prepare(channel));
        } catch (IOException e) { // it has gone already
            closeQuietly(channel);
        }
    }

    private void pause(IOException e) {
        String note = lines.take(System.nanoTime());
        if (note != null) {
            LOG.log(Level.WARNING, "event=nbd.accept_failed reason=\"" + e.getMessage() + '"' + note);
        }
        if (server.isOpen()) {
            key.interestOps(0);
            resume.arm(PAUSE_NANOS);
        }
    }

    /** Names the peer. A TCP channel is told not to wait for more before it sends. */
    private static String prepare(SocketChannel channel) throws IOException {
        SocketAddress remote = channel.getRemoteAddress();
        if (remote instanceof InetSocketAddress inet) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return inet.getAddress().getHostAddress() + ':' + inet.getPort();
        }
        return "unix";
    }
}

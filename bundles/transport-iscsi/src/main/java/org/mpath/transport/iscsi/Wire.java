package org.mpath.transport.iscsi;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.TurnEnd;
import org.mpath.iscsi.MalformedPdu;

/**
 * One TCP connection at a time, cut into PDUs. Its buffers serve connection after connection. Reactor thread only.
 *
 * <p>A turn costs one read and one write: what a turn produced is written at its end.
 */
final class Wire implements ChannelHandler, TurnEnd {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");
    /** Full reads in a row, so that one busy session does not keep the others waiting. */
    private static final int READS_PER_TURN_MAX = 4;

    private final Reactor reactor;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Runnable flush = this::flush;
    private final Runnable handleReady = this::handleReady;
    private WireOwner owner;
    private SocketChannel channel;
    private SelectionKey key;
    private boolean flushQueued;
    private boolean blocked;
    private long readBytes;
    private long unblockings;

    Wire(Reactor reactor, BufferViews views, int receiveBytesMax) {
        this.reactor = reactor;
        this.inbox = new Inbox(views, receiveBytesMax);
        this.outbox = new Outbox(views);
    }

    /** Begins to connect; the owner is told how it ends, never from inside this call. */
    void connect(InetSocketAddress address, WireOwner newOwner) {
        close();
        inbox.reset();
        outbox.reset();
        owner = newOwner;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            boolean immediate = channel.connect(address);
            key = reactor.register(channel, immediate ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (immediate) {
                later(channel, newOwner::connected);
            }
        } catch (IOException | RuntimeException e) {
            WireLost lost = new WireLost("cannot connect to " + text(address) + ": " + sentence(e));
            closeChannel();
            reactor.execute(() -> tellLost(newOwner, lost));
        }
    }

    private void tellLost(WireOwner told, WireLost lost) {
        if (owner == told && channel == null) {
            owner = null;
            told.wireLost(lost);
        }
    }

    /** Runs work in a later turn if the connection is still the same. */
    private void later(SocketChannel same, Runnable work) {
        reactor.execute(() -> {
            if (channel == same) {
                guarded(work);
            }
        });
    }

    /** Hands the connection to another owner. */
    void owner(WireOwner newOwner) {
        owner = newOwner;
    }

    /** Uses digests from the next PDU on, in both directions. */
    void digests(boolean header, boolean data) {
        inbox.digests(header, data);
        outbox.digests(header, data);
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    /**
     * A number that grows while the peer is heard of: bytes received, and each time a full socket took
     * more, because a ping behind megabytes of data cannot be answered yet.
     */
    long progress() {
        return readBytes + unblockings;
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Closes without a word to the owner. Nothing touches a task's buffer after this. */
    void close() {
        closeChannel();
        owner = null;
    }

    private void closeChannel() {
        SocketChannel closing = channel;
        channel = null;
        key = null;
        blocked = false;
        outbox.clear();
        inbox.reset();
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "event=iscsi.close.failed", e);
        }
    }

    /** Asks for {@link WireOwner#fill} and a write at the end of the turn. */
    void flushLater() {
        if (!flushQueued && channel != null) {
            flushQueued = true;
            reactor.atTurnEnd(this);
        }
    }

    @Override
    public void turnEnded() {
        flushQueued = false;
        if (channel != null && channel.isConnected() && !blocked) {
            guarded(flush);
        }
    }

    @Override
    public void ready(SelectionKey readyKey) {
        if (readyKey == key) {
            guarded(handleReady);
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (MalformedPdu | LoginRefused | WireLost e) {
            lose(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=iscsi.internal_error", e);
            lose(new WireLost("internal error: " + e));
        }
    }

    private void lose(RuntimeException cause) {
        WireOwner told = owner;
        close();
        if (told != null) {
            told.wireLost(cause);
        }
    }

    private void handleReady() {
        int ready = key.readyOps();
        if ((ready & SelectionKey.OP_CONNECT) != 0) {
            finishConnect();
            return;
        }
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            blocked = false;
            unblockings++;
            key.interestOps(SelectionKey.OP_READ);
            flushLater();
        }
        if ((ready & SelectionKey.OP_READ) != 0) {
            read();
        }
    }

    private void finishConnect() {
        try {
            if (!channel.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            throw new WireLost("cannot connect: " + sentence(e));
        }
        key.interestOps(SelectionKey.OP_READ);
        owner.connected();
    }

    private void read() {
        SocketChannel same = channel;
        for (int i = 0; i < READS_PER_TURN_MAX; i++) {
            long bytes = readOnce(same);
            if (bytes < 0) {
                throw new WireLost("the target closed the connection");
            }
            boolean full = inbox.full();
            while (channel == same && inbox.advance(owner)) {
                // each turn of this loop hands on one PDU
            }
            if (channel != same) {
                return;
            }
            inbox.compact();
            if (!full) {
                return;
            }
        }
    }

    private long readOnce(SocketChannel from) {
        try {
            long bytes = inbox.read(from);
            readBytes += bytes;
            return bytes;
        } catch (IOException e) {
            throw new WireLost("connection lost: " + sentence(e));
        }
    }

    private void flush() {
        try {
            do {
                owner.fill(outbox);
                if (outbox.isEmpty()) {
                    return;
                }
            } while (outbox.write(channel));
        } catch (IOException e) {
            throw new WireLost("connection lost: " + sentence(e));
        }
        blocked = true;
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private static String text(InetSocketAddress address) {
        return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    }

    private static String sentence(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

package org.mpath.export.nbd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import org.mpath.api.control.NbdConnection;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.map.MapLease;

/**
 * A client's connection. It negotiates on the reactor that accepted it and then moves, once, to the reactor of its map,
 * where it stays. From its choice of an export to its end it is a user of the map, so that the map is kept while it has no
 * paths. All methods are for the thread of the reactor it is on, but {@link #withdraw} and {@link #view}.
 */
final class Connection implements ChannelHandler {
    private static final Logger LOG = System.getLogger("org.mpath.export.nbd");

    private final long id;
    private final SocketChannel channel;
    private final String peer;
    private final Connections registry;
    private final Traffic traffic = new Traffic();
    private final Handshake handshake;
    private final ReactorTimer deadline;
    private volatile Reactor reactor;
    private volatile Export export;
    private volatile boolean withdrawn;
    private SelectionKey key;
    private Transmission transmission;
    /** Its use of the map; null until it has chosen one. */
    private MapLease lease;

    private boolean closed;

    Connection(long id, SocketChannel channel, String peer, Reactor reactor, Exports exports, Connections registry) {
        this.id = id;
        this.channel = channel;
        this.peer = peer;
        this.reactor = reactor;
        this.registry = registry;
        this.handshake = new Handshake(this, channel, exports);
        this.deadline = reactor.timer(() -> reject("handshake is not finished after "
                + registry.limits().handshakeNanos() / 1_000_000 + " ms"));
    }

    /** Begins the handshake. */
    void open() {
        try {
            channel.configureBlocking(false);
            key = reactor.register(channel, SelectionKey.OP_READ, this);
            deadline.arm(registry.limits().handshakeNanos());
            handshake.proceed(key);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void ready(SelectionKey ready) {
        if (closed) {
            return;
        }
        try {
            if (transmission == null) {
                handshake.proceed(ready);
            } else {
                transmission.ready();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    long id() {
        return id;
    }

    SocketChannel channel() {
        return channel;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Bytes that were received before the transmission phase. */
    long handshakeBytes() {
        return handshake.receivedBytes();
    }

    /** The client has chosen: goes on on the reactor of the map. */
    void enterTransmission(Negotiation agreed) {
        deadline.cancel();
        registry.negotiated(this);
        export = agreed.export();
        Reactor owner = export.map().reactor();
        if (!export.attach(this)) {
            close();
            return;
        }
        lease = export.map().lease("nbd " + peer);
        if (owner == reactor) {
            transmit(agreed);
        } else {
            moveTo(owner, agreed);
        }
    }

    private void moveTo(Reactor owner, Negotiation agreed) {
        key.cancel();
        reactor = owner;
        try {
            owner.execute(() -> arrive(owner, agreed));
        } catch (RejectedExecutionException e) {
            failed(e);
        }
    }

    private void arrive(Reactor owner, Negotiation agreed) {
        if (closed) {
            return;
        }
        try {
            key = owner.register(channel, 0, this);
            transmit(agreed);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void transmit(Negotiation agreed) {
        if (withdrawn) {
            close();
            return;
        }
        LOG.log(Level.DEBUG, () -> "event=nbd.attached connection=" + id + " peer=" + peer + " map=" + export.name());
        transmission = new Transmission(this, agreed, key, registry.limits().stallNanos());
        transmission.start();
    }

    /** The export or the server goes away: answers what is in flight and closes. Any thread. */
    void withdraw() {
        withdrawn = true;
        Reactor owner = reactor;
        try {
            owner.execute(() -> withdrawOn(owner));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, () -> "event=nbd.withdraw_refused connection=" + id + " reason=\"" + e.getMessage() + '"');
        }
    }

    private void withdrawOn(Reactor owner) {
        if (owner != reactor) {
            withdraw(); // it moved meanwhile
        } else if (transmission == null) {
            close();
        } else {
            transmission.withdraw();
        }
    }

    /** Ends the connection because of what the client did; one line says what. */
    void reject(String reason) {
        registry.logRejected(id, peer, reason);
        close();
    }

    /**
     * Ends the connection after an exception. A client that is gone is nothing to report; anything else is a defect.
     */
    void failed(Exception e) {
        if (e instanceof IOException) {
            LOG.log(Level.DEBUG, () -> "event=nbd.disconnected connection=" + id + " peer=" + peer + " reason=\""
                    + e.getMessage() + '"');
        } else {
            LOG.log(Level.ERROR, "event=nbd.connection_failed connection=" + id + " peer=" + peer, e);
        }
        close();
    }

    /** Closes the channel and gives everything back. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "event=nbd.close_failed connection=" + id + " reason=\"" + e.getMessage() + '"');
        }
        if (transmission == null) {
            cancelDeadline();
        } else {
            transmission.channelClosed();
        }
        if (export != null) {
            export.detach(this);
        }
        if (lease != null) {
            lease.close();
        }
        registry.closed(this);
    }

    /** The deadline belongs to the first reactor and was cancelled before the connection left it. */
    private void cancelDeadline() {
        if (deadline.armed()) {
            deadline.cancel();
        }
    }

    /** As people see it. Any thread. */
    NbdConnection view() {
        Export used = export;
        return new NbdConnection(
                id, peer, used == null ? "" : used.name(), traffic.inFlight(), traffic.requests(), traffic.errors());
    }
}

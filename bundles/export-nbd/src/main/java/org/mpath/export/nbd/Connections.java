package org.mpath.export.nbd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.mpath.api.control.NbdConnection;
import org.mpath.api.io.Reactor;

/**
 * All connections, and how many there may be. When they are at the limit, a new one takes the place of the one that has
 * been negotiating longest; when none is negotiating, it is refused. So half-open connections cannot keep clients out.
 */
final class Connections {
    private static final Logger LOG = System.getLogger("org.mpath.export.nbd");
    private static final int REJECTED_LINES_MAX = 20;
    private static final long REJECTED_PERIOD_NANOS = 10_000_000_000L;

    private final Reactor reactor;
    private final Exports exports;
    private final Limits limits;
    private final Map<Long, Connection> present = new ConcurrentHashMap<>();
    /** Those that negotiate, oldest first. Reactor thread only. */
    private final LinkedHashSet<Connection> negotiating = new LinkedHashSet<>();

    private final LineBudget rejectedLines = new LineBudget(REJECTED_LINES_MAX, REJECTED_PERIOD_NANOS);
    private long lastId;

    /**
     * Limits of the server.
     *
     * @param connectionsMax connections at one time
     * @param handshakeNanos time for a handshake
     * @param stallNanos time without a byte that a half-sent payload or an unread reply may last; 0 for ever
     */
    record Limits(int connectionsMax, long handshakeNanos, long stallNanos) {}

    /** @param reactor where connections are accepted and negotiate */
    Connections(Reactor reactor, Exports exports, Limits limits) {
        this.reactor = reactor;
        this.exports = exports;
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** Takes a new channel in. Reactor thread. */
    void accepted(SocketChannel channel, String peer) {
        long id = ++lastId;
        Connection connection = new Connection(id, channel, peer, reactor, exports, this);
        if (present.size() >= limits.connectionsMax() && !evictOldest()) {
            connection.reject("there are " + present.size() + " connections, as many as allowed");
            return;
        }
        present.put(id, connection);
        negotiating.add(connection);
        connection.open();
    }

    private boolean evictOldest() {
        Iterator<Connection> oldest = negotiating.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        oldest.next().reject("gave way to a new connection while it was negotiating");
        return true;
    }

    /** The connection has left the handshake. Reactor thread. */
    void negotiated(Connection connection) {
        negotiating.remove(connection);
    }

    /** The connection is closed. Any reactor's thread. */
    void closed(Connection connection) {
        if (reactor.inReactor()) {
            negotiating.remove(connection);
        }
        present.remove(connection.id());
        synchronized (present) {
            present.notifyAll();
        }
    }

    /** One line for a connection that was ended because of what its client did; not more than some in ten seconds. */
    void logRejected(long id, String peer, String reason) {
        String note = rejectedLines.take(System.nanoTime());
        if (note != null) {
            LOG.log(Level.WARNING, () -> "event=nbd.client_rejected connection=" + id + " peer=" + peer + " reason=\""
                    + reason + '"' + note);
        }
    }

    /** Waits until none is left; false when some are after {@code millis}. */
    boolean awaitNone(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (present) {
            long left = millis;
            while (!present.isEmpty() && left > 0) {
                present.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        }
        return present.isEmpty();
    }

    /** Ends all. Any thread; does not wait. */
    void withdrawAll() {
        present.values().forEach(Connection::withdraw);
    }

    /** As people see them, by number. Any thread. */
    List<NbdConnection> views() {
        return present.values().stream()
                .map(Connection::view)
                .sorted(Comparator.comparingLong(NbdConnection::id))
                .toList();
    }
}

package org.mpath.export.nbd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.mpath.api.control.NbdConnection;
import org.mpath.api.control.NbdControl;
import org.mpath.api.control.NbdExport;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.MultipathMap;

/** The NBD server without OSGi: exports, listeners and connections. Control threads, but for the views: any thread. */
final class NbdServer implements NbdControl, AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.export.nbd");
    private static final long CLOSE_MILLIS = 4_000;

    private final Reactor reactor;
    private final Exports exports = new Exports();
    private final Connections connections;
    /** Reactor thread only. */
    private final List<Listener> listeners = new ArrayList<>();

    private volatile SocketFile socketFile;
    private volatile InetSocketAddress tcpAddress;

    NbdServer(Reactor reactor, Connections.Limits limits) {
        this.reactor = reactor;
        this.connections = new Connections(reactor, exports, limits);
    }

    /** Serves a Unix socket. */
    void listen(Path socket) throws ListenException {
        SocketFile file = SocketFile.bind(socket);
        socketFile = file;
        open(file.server(), file.path().toString());
    }

    /** Serves a TCP address of this machine. */
    void listen(String tcp) throws ListenException {
        ServerSocketChannel server = TcpAddress.bind(TcpAddress.parse(tcp));
        try {
            tcpAddress = (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            Listener.closeQuietly(server);
            throw new ListenException("tcp " + tcp + " cannot be listened on: " + e.getMessage());
        }
        open(server, text(tcpAddress));
    }

    /** The TCP address that is served, with its real port; null when there is none. */
    InetSocketAddress tcpAddress() {
        return tcpAddress;
    }

    /** Exports a map. */
    void add(MultipathMap map) {
        Export export = new Export(map);
        try {
            export.terms();
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "event=nbd.not_exported map=" + map.name() + " reason=\"" + e.getMessage() + '"');
            return;
        }
        if (!exports.add(export)) {
            LOG.log(Level.WARNING, "event=nbd.not_exported map=" + map.name() + " reason=\"the name is taken\"");
            return;
        }
        LOG.log(Level.DEBUG, () -> "event=nbd.exported map=" + map.name());
    }

    /**
     * Ends the export of a map. Its connections are closed after what is in flight has been answered; does not wait.
     */
    void remove(MultipathMap map) {
        Export export = exports.remove(map);
        if (export != null) {
            LOG.log(Level.DEBUG, () -> "event=nbd.withdrawn map=" + map.name());
            export.withdraw();
        }
    }

    @Override
    public List<NbdExport> exports() {
        return exports.all().stream().map(this::view).toList();
    }

    @Override
    public List<NbdConnection> connections() {
        return connections.views();
    }

    /** Stops listening and ends all connections. Waits, bounded, until their requests are answered. */
    @Override
    public void close() {
        onReactor(() -> listeners.forEach(Listener::close));
        removeSocketFile();
        connections.withdrawAll();
        awaitNoConnections();
    }

    private void open(ServerSocketChannel server, String address) {
        onReactor(() -> {
            try {
                listeners.add(new Listener(server, reactor, connections));
                LOG.log(Level.INFO, "event=nbd.listening address=" + address);
            } catch (IOException e) {
                LOG.log(Level.ERROR, "event=nbd.listen_failed address=" + address + " reason=\"" + e.getMessage() + '"');
            }
        });
    }

    /** Runs on the reactor and waits, bounded. */
    private void onReactor(Runnable work) {
        CountDownLatch done = new CountDownLatch(1);
        try {
            reactor.execute(() -> {
                work.run();
                done.countDown();
            });
            if (!done.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "event=nbd.reactor_busy reactor=" + reactor.name() + " millis=" + CLOSE_MILLIS);
            }
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, () -> "event=nbd.reactor_stopped reason=\"" + e.getMessage() + '"');
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNoConnections() {
        try {
            if (!connections.awaitNone(CLOSE_MILLIS)) {
                LOG.log(Level.WARNING, "event=nbd.connections_left connections=\"" + connections.views() + '"');
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeSocketFile() {
        SocketFile file = socketFile;
        if (file == null) {
            return;
        }
        try {
            file.remove();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "event=nbd.socket_left path=" + file.path() + " reason=\"" + e.getMessage() + '"');
        }
    }

    private NbdExport view(Export export) {
        return new NbdExport(
                export.name(),
                uri(export.name()),
                export.map().unit().sizeBytes(),
                export.terms().readOnly(),
                export.connectionCount());
    }

    private String uri(String name) {
        SocketFile file = socketFile;
        InetSocketAddress address = tcpAddress;
        if (file != null) {
            return "nbd+unix:///" + UriText.encode(name) + "?socket=" + UriText.encodePath(file.path().toString());
        }
        return address == null ? "" : "nbd://" + text(address) + '/' + UriText.encode(name);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }
}

package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;

/** Finds addresses of portals. A name server is asked on a thread of its own, never on the reactor. */
final class Resolver implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");
    private static final int THREADS = 2;
    private static final int WAITING_MAX = 1024;
    private static final long IDLE_SECONDS = 10;

    private final Reactor reactor;
    private final ThreadPoolExecutor threads;
    private final Map<Portal, InetSocketAddress> remembered = new HashMap<>();

    Resolver(Reactor reactor) {
        this.reactor = reactor;
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX), Resolver::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mpath-iscsi-resolver");
        thread.setDaemon(true);
        return thread;
    }

    /** Tells the address, or null when there is none, on the reactor; at once for a portal that is an address. */
    void resolve(Portal portal, Consumer<InetSocketAddress> told) {
        if (portal.numeric()) {
            told.accept(remembered(portal));
            return;
        }
        try {
            threads.execute(() -> tell(portal, lookUp(portal), told));
        } catch (RejectedExecutionException e) {
            told.accept(null);
        }
    }

    private void tell(Portal portal, InetSocketAddress address, Consumer<InetSocketAddress> told) {
        try {
            reactor.execute(() -> found(portal, address, told));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "event=iscsi.resolver.late portal=" + portal + " reason=" + Quoted.of(e.getMessage()));
        }
    }

    private void found(Portal portal, InetSocketAddress address, Consumer<InetSocketAddress> told) {
        if (address != null) {
            remembered.put(portal, address);
        }
        told.accept(address);
    }

    /** The address a portal had last, or is; null when it was not found yet. Reactor thread; asks no name server. */
    InetSocketAddress remembered(Portal portal) {
        return portal.numeric() ? lookUp(portal) : remembered.get(portal);
    }

    private static InetSocketAddress lookUp(Portal portal) {
        try {
            return new InetSocketAddress(InetAddress.getByName(portal.host()), portal.port());
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

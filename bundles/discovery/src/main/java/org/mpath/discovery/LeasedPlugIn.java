package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.mpath.api.io.Reactor;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.Prioritizer;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/**
 * A plug-in on lease that looks at paths. Everything else in discovery holds this object and none of the plug-in's, so that
 * nothing of its bundle stays reachable once the lease is given back. Any thread.
 */
abstract class LeasedPlugIn {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.plugins");

    private static final long SEVER_MILLIS_MAX = 2_000;

    private final String kind;
    private final String name;
    private final long serviceId;
    private final int ranking;
    private String bundle;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    /** The paths it works with, and where they live. */
    private final Map<LeasedPath, Reactor> lent = new ConcurrentHashMap<>();
    /** Null once given back. */
    private volatile Runnable unget;

    private volatile boolean retired;
    /** Calls of the plug-in that are not answered yet; guarded by this. */
    private int running;

    /**
     * Takes over a service.
     *
     * @param kind word for what it is, of one word: {@code family}, {@code checker}, {@code prioritizer}
     * @param properties of the service
     * @param unget gives the service back
     */
    LeasedPlugIn(String kind, String name, Map<String, Object> properties, Runnable unget) {
        this.kind = kind;
        this.name = name;
        this.bundle = name;
        this.serviceId = (Long) properties.get(Constants.SERVICE_ID);
        this.ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        this.unget = unget;
    }

    /** Leases a plug-in; null, and one log line, when it does not work. */
    static <S, T extends LeasedPlugIn> T lease(
            String kind, ServiceObjects<S> objects, Map<String, Object> properties, BiFunction<S, Runnable, T> form) {
        S service = fetch(objects);
        if (service == null) {
            ignored(kind, properties, "its component does not start");
            return null;
        }
        Runnable unget = () -> unget(objects, service);
        try {
            T plugIn = form.apply(service, unget);
            plugIn.bundle(objects.getServiceReference());
            return plugIn;
        } catch (RuntimeException | LinkageError broken) {
            ignored(kind, properties, broken.toString());
            unget.run();
            return null;
        }
    }

    private static void ignored(String kind, Map<String, Object> properties, String reason) {
        LOG.log(Level.WARNING, "event=" + kind + ".ignored service=" + properties.get(Constants.SERVICE_ID)
                + LogWords.reason(reason));
    }

    long serviceId() {
        return serviceId;
    }

    int ranking() {
        return ranking;
    }

    String name() {
        return name;
    }

    final void bundle(ServiceReference<?> reference) {
        Bundle owner = reference == null ? null : reference.getBundle();
        bundle = owner == null ? bundle : owner.getSymbolicName() + " " + owner.getVersion();
    }

    /** Whose code it is, for {@link org.mpath.api.io.PlugInCall#bundle}; its name when that is not known. */
    String bundle() {
        return bundle;
    }

    // ---- what it looks with ----

    /** The names of its checker; none when it has none. */
    abstract Set<String> checkerNames();

    /** The names of its prioritizer; none when it has none. */
    abstract Set<String> prioritizerNames();

    /** Its checker; null when it has none, or is given back. */
    abstract PathChecker checker();

    /**
     * Its prioritizer; null when it has none, or is given back.
     *
     * @throws IllegalArgumentException when the arguments are wrong
     */
    abstract Prioritizer prioritizer(List<String> arguments);

    /** Lets go of all that is the plug-in's. */
    abstract void drop();

    /** Says once what is wrong with a part of it. */
    void complain(String part, String path, String reason) {
        if (complaints.add(part)) {
            LOG.log(Level.WARNING, "event=" + kind + ".failed " + kind + "=" + name + " part=" + part + " path=" + path
                    + LogWords.reason(reason));
        }
    }

    // ---- the lease ----

    /** Whether it is being given back, or was. */
    boolean retired() {
        return retired;
    }

    /** A call of the plug-in begins, to be followed by {@link #end}; false when it must not. */
    synchronized boolean begin() {
        if (retired) {
            return false;
        }
        running++;
        return true;
    }

    /** A call of the plug-in is over. */
    synchronized void end() {
        running--;
        notifyAll();
    }

    /** It works with this path from now on. Reactor thread. */
    void lend(LeasedPath path, Reactor reactor) {
        lent.put(path, reactor);
    }

    /** It does not any more. Reactor thread. */
    void takeBack(LeasedPath path) {
        lent.remove(path);
    }

    /** Has nothing of it called any more: no timer fires, no command tells it that it is over. */
    private void sever() {
        CompletableFuture<?>[] severed = lent.entrySet().stream()
                .map(entry -> CompletableFuture.runAsync(entry.getKey()::sever, entry.getValue()::execute))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(severed).get(SEVER_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.log(Level.WARNING,
                    "event=" + kind + ".not_severed " + kind + "=" + name + LogWords.reason(stuck.toString()));
        }
    }

    /**
     * Lets no call begin any more, waits for those that run, and gives the plug-in back.
     *
     * @param drainMillis how long it waits at most; what runs longer is left to itself, its answer does not count
     */
    void giveBack(long drainMillis) {
        int left = drain(drainMillis);
        sever();
        drop();
        Runnable present = unget;
        unget = null;
        if (left > 0) {
            LOG.log(Level.WARNING, "event=" + kind + ".left " + kind + "=" + name + " calls=" + left
                    + LogWords.reason("not answered within " + drainMillis + " ms"));
        }
        if (present != null) {
            present.run();
        }
    }

    /** How many calls still run. */
    private synchronized int drain(long drainMillis) {
        retired = true;
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMillis);
        try {
            long leftMillis = drainMillis;
            while (running > 0 && leftMillis > 0) {
                wait(leftMillis);
                leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return running;
    }

    /** Null when it cannot be had. */
    private static <S> S fetch(ServiceObjects<S> objects) {
        try {
            return objects.getService();
        } catch (IllegalStateException stopped) {
            return null; // this bundle itself has stopped
        }
    }

    private static <S> void unget(ServiceObjects<S> objects, S service) {
        try {
            objects.ungetService(service);
        } catch (IllegalStateException | IllegalArgumentException gone) {
            LOG.log(Level.DEBUG, "event=plugin.taken_back" + LogWords.reason(gone.toString()));
        }
    }

    /** The texts of a service property, of which there may be one or several. */
    static Set<String> texts(Object value) {
        if (value instanceof String one) {
            return Set.of(one);
        }
        return value instanceof String[] several ? Set.copyOf(List.of(several)) : Set.of();
    }
}

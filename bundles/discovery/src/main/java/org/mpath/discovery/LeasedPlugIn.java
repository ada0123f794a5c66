package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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

    private static final long CALL_MILLIS_MAX = 1_000;
    private static final long SEVER_MILLIS_MAX = 2_000;

    private final String kind;
    private final String name;
    private final long serviceId;
    private final int ranking;
    private final String bundle;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    /** The paths it works with, and where they live. */
    private final Map<LeasedPath, Reactor> lent = new ConcurrentHashMap<>();
    /** Null once given back. */
    private volatile Runnable unget;

    private volatile boolean retired;
    private final PlugInWorker worker;
    /** Why it is set aside; null when it is not. */
    private volatile String asideReason;
    private volatile long asideMillis;
    private volatile Consumer<LeasedPlugIn> asideListener = plugIn -> {};
    /** Calls of the plug-in that are not answered yet; guarded by this. */
    private int running;

    /**
     * A service on its way to a lease.
     *
     * @param bundle that brings it; empty when that is not known
     * @param properties of the service
     * @param unget gives the service back
     * @param worker asks it
     */
    record Offer<S>(S service, String bundle, Map<String, Object> properties, Runnable unget, PlugInWorker worker) {}

    /** Makes a leased plug-in of a service. Calls the plug-in. */
    @FunctionalInterface
    interface Form<S, T> {
        T of(Offer<S> offer) throws PlugInFault;
    }

    /**
     * Takes over a service.
     *
     * @param kind word for what it is, of one word: {@code family}, {@code checker}, {@code prioritizer}
     */
    LeasedPlugIn(String kind, String name, Offer<?> offer) {
        this.kind = kind;
        this.name = name;
        this.bundle = offer.bundle().isEmpty() ? name : offer.bundle();
        this.serviceId = (Long) offer.properties().get(Constants.SERVICE_ID);
        this.ranking = offer.properties().get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        this.unget = offer.unget();
        this.worker = offer.worker();
    }

    /**
     * Leases a plug-in. Its component is made, and it says what it is, away from the caller's thread, which is the framework's.
     *
     * @throws PlugInFault when it does not work
     */
    static <S, T extends LeasedPlugIn> T lease(ServiceObjects<S> objects, Map<String, Object> properties, Form<S, T> form)
            throws PlugInFault {
        String bundle = bundleOf(objects.getServiceReference(), "service " + properties.get(Constants.SERVICE_ID));
        PlugInWorker worker = new PlugInWorker(bundle);
        try {
            return worker.ask("its start", PlugInWorker.SERVICE_MILLIS_MAX, () -> begin(objects, properties, worker, form));
        } catch (PlugInFault broken) {
            worker.close();
            throw broken;
        }
    }

    private static <S, T extends LeasedPlugIn> T begin(
            ServiceObjects<S> objects, Map<String, Object> properties, PlugInWorker worker, Form<S, T> form)
            throws PlugInFault {
        S service = fetch(objects);
        if (service == null) {
            throw new PlugInFault("its component does not start");
        }
        try {
            return form.of(new Offer<>(service, bundleOf(objects.getServiceReference(), ""), properties,
                    () -> unget(objects, service), worker));
        } catch (Throwable broken) {
            unget(objects, service);
            throw broken;
        }
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

    /** @param otherwise when the bundle is not known */
    static String bundleOf(ServiceReference<?> reference, String otherwise) {
        Bundle owner = reference == null ? null : reference.getBundle();
        return owner == null ? otherwise : owner.getSymbolicName() + " " + owner.getVersion();
    }

    /** Word for what it is. */
    String kind() {
        return kind;
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

    /** Its prioritizer for these arguments; null when it was not made, or is given back. */
    abstract Prioritizer prioritizer(List<String> arguments);

    /**
     * Makes its prioritizer for these arguments, if that was not done before.
     *
     * @throws PlugInFault when it does not: the arguments are wrong, or the plug-in
     */
    abstract void makePrioritizer(List<String> arguments) throws PlugInFault;

    /** Lets go of all that is the plug-in's. */
    abstract void drop();

    /** Says once what is wrong with a part of it. */
    void complain(String part, String path, String reason) {
        if (complaints.add(part)) {
            LOG.log(Level.WARNING, "event=" + kind + ".failed " + kind + "=" + name + " part=" + part + " path=" + path
                    + LogWords.reason(reason));
        }
    }

    // ---- what it is asked away from reactors ----

    /**
     * Asks it something, for no longer than any call may take. One that does not answer in time is set aside.
     *
     * @param path it is about, for people
     */
    final <A> A ask(String what, String path, Callable<A> question) throws PlugInFault {
        if (!begin()) {
            throw new PlugInFault(aside() ? "it is set aside: " + asideReason : "it is being given back");
        }
        try {
            return worker.ask(what, CALL_MILLIS_MAX, question);
        } catch (PlugInFault fault) {
            if (fault.stuck()) {
                setAside(fault.getMessage(), path);
            }
            throw fault;
        } finally {
            end();
        }
    }

    /** A thread is stuck in it: nobody asks it anything any more. Another version, or the same installed anew, is another one. */
    private void setAside(String reason, String path) {
        if (asideReason == null) {
            asideMillis = System.currentTimeMillis();
            asideReason = reason;
            LOG.log(Level.ERROR, "event=" + kind + ".set_aside " + kind + "=" + name + " bundle=\"" + bundle + "\" path=" + path
                    + LogWords.reason(reason));
            asideListener.accept(this);
        }
    }

    /** Whether it is set aside. */
    boolean aside() {
        return asideReason != null;
    }

    /** Why it is set aside, a clause for people; null when it is not. */
    String asideReason() {
        return asideReason;
    }

    /** Since when it is set aside, milliseconds since 1970. */
    long asideMillis() {
        return asideMillis;
    }

    /** Tells this when it is set aside, on the thread that asked. */
    void onSetAside(Consumer<LeasedPlugIn> listener) {
        asideListener = listener;
    }

    // ---- the lease ----

    /** Whether it is being given back, or was. */
    boolean retired() {
        return retired;
    }

    /** A call of the plug-in begins, to be followed by {@link #end}; false when it must not. */
    synchronized boolean begin() {
        if (retired || aside()) {
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
            giveBack(present);
        }
        worker.close();
    }

    /** Its component ends, which is its code, too. */
    private void giveBack(Runnable present) {
        PlugInWorker last = new PlugInWorker(bundle); // its own may be stuck
        try {
            last.ask("its end", PlugInWorker.SERVICE_MILLIS_MAX, () -> {
                present.run();
                return null;
            });
        } catch (PlugInFault broken) {
            LOG.log(Level.WARNING, "event=" + kind + ".not_ended " + kind + "=" + name + LogWords.reason(broken.getMessage()));
        } finally {
            last.close();
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

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
import org.mpath.api.io.Reactor;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Prioritizer;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;

/**
 * An array family's plug-in on lease. Everything else in discovery holds this object and none of the plug-in's, so that
 * nothing of its bundle stays reachable once the lease is given back. Any thread.
 */
final class Family {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.family");

    private static final long SEVER_MILLIS_MAX = 2_000;

    /** The plug-in's objects. */
    private record Plugged(
            ServiceObjects<HardwareHandlerFactory> objects,
            HardwareHandlerFactory factory,
            PathChecker checker,
            Prioritizer prioritizer) {}

    private final long serviceId;
    private final int ranking;
    private final String name;
    private final String checkerName;
    private final String prioritizerName;
    private final List<HandlerMatch> rows;
    private final ArrayDefaults defaults;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    /** The paths it works with, and where they live. */
    private final Map<LeasedPath, Reactor> lent = new ConcurrentHashMap<>();
    /** Null once given back. */
    private volatile Plugged plugged;

    private volatile boolean retired;
    /** Calls of the plug-in that are not answered yet; guarded by this. */
    private int running;

    private Family(Map<String, Object> properties, Plugged plugged) {
        this.serviceId = (Long) properties.get(Constants.SERVICE_ID);
        this.ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        this.name = properties.get(HardwareHandlerFactory.NAME) instanceof String given ? given : plugged.factory.name();
        this.checkerName = plugged.checker == null ? null : String.valueOf(plugged.checker.name());
        this.prioritizerName = plugged.prioritizer == null ? null : String.valueOf(plugged.prioritizer.name());
        this.rows = List.copyOf(plugged.factory.matches());
        this.defaults = own(plugged.factory.defaults());
        this.plugged = plugged;
    }

    /** The same, without a list that is the plug-in's. */
    private static ArrayDefaults own(ArrayDefaults given) {
        if (given.selector().isBlank()) {
            throw new IllegalArgumentException("its defaults name no selector");
        }
        return new ArrayDefaults(given.grouping(), given.selector(), List.copyOf(given.features()),
                List.copyOf(given.handlerArguments()), given.failbackSeconds());
    }

    /** Leases a plug-in; null, and one log line, when it does not work. */
    static Family lease(ServiceObjects<HardwareHandlerFactory> objects, Map<String, Object> properties) {
        HardwareHandlerFactory factory = fetch(objects);
        if (factory == null) {
            LOG.log(Level.WARNING, "event=family.ignored service=" + properties.get(Constants.SERVICE_ID)
                    + LogWords.reason("its component does not start"));
            return null;
        }
        try {
            return new Family(
                    properties, new Plugged(objects, factory, factory.checker(), factory.prioritizer()));
        } catch (RuntimeException | LinkageError broken) {
            LOG.log(Level.WARNING, "event=family.ignored service=" + properties.get(Constants.SERVICE_ID)
                    + LogWords.reason(broken.toString()));
            unget(objects, factory);
            return null;
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

    /** How a map is built whose first path this is; as others of the family when the plug-in does not say. */
    ArrayDefaults defaults(PathFacts path) {
        Plugged present = plugged;
        try {
            return present == null ? defaults : own(present.factory.defaults(path));
        } catch (RuntimeException | LinkageError broken) {
            complain("defaults", path.name(), broken.toString());
            return defaults;
        }
    }

    /** How exactly its match list describes a path: the length of the longest row that matches, 0 when none does. */
    int exactness(PathFacts path) {
        return rows.stream()
                .filter(row -> row.matches(path.paddedVendor(), path.paddedProduct()))
                .mapToInt(HandlerMatch::length)
                .max()
                .orElse(0);
    }

    /** Whether it has a checker of its own. */
    boolean checks() {
        return checkerName != null;
    }

    /** Whether it tells paths apart. */
    boolean ranks() {
        return prioritizerName != null;
    }

    /** The name of its prioritizer; null when it has none. */
    String prioritizerName() {
        return prioritizerName;
    }

    /** The name of its checker; null when it has none. */
    String checkerName() {
        return checkerName;
    }

    /** Its checker; null when it has none, or is given back. */
    PathChecker checker() {
        Plugged present = plugged;
        return present == null ? null : present.checker;
    }

    /** Its prioritizer; null when it has none, or is given back. */
    Prioritizer prioritizer() {
        Plugged present = plugged;
        return present == null ? null : present.prioritizer;
    }

    /** Whether it claims a path; one that throws does not. */
    boolean claims(PathFacts path) {
        Plugged present = plugged;
        try {
            return present != null && !retired && present.factory.claims(path);
        } catch (RuntimeException | LinkageError broken) {
            complain("claims", path.name(), broken.toString());
            return false;
        }
    }

    /** Says once what is wrong with a part of it. */
    void complain(String part, String path, String reason) {
        if (complaints.add(part)) {
            LOG.log(Level.WARNING, "event=family.failed family=" + name + " part=" + part + " path=" + path
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
            LOG.log(Level.WARNING, "event=family.not_severed family=" + name + LogWords.reason(stuck.toString()));
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
        Plugged present = plugged;
        plugged = null;
        if (left > 0) {
            LOG.log(Level.WARNING, "event=family.left family=" + name + " calls=" + left
                    + LogWords.reason("not answered within " + drainMillis + " ms"));
        }
        if (present != null) {
            unget(present.objects, present.factory);
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
    private static HardwareHandlerFactory fetch(ServiceObjects<HardwareHandlerFactory> objects) {
        try {
            return objects.getService();
        } catch (IllegalStateException stopped) {
            return null; // this bundle itself has stopped
        }
    }

    private static void unget(ServiceObjects<HardwareHandlerFactory> objects, HardwareHandlerFactory factory) {
        try {
            objects.ungetService(factory);
        } catch (IllegalStateException | IllegalArgumentException gone) {
            LOG.log(Level.DEBUG, "event=family.taken_back" + LogWords.reason(gone.toString()));
        }
    }
}

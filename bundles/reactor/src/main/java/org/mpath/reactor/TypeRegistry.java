package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.reactor.RegisteredType.Lease;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/**
 * The plug-in types of one kind by name, with the rules of device-mapper's registries (seed-systems 3.1): exact names, use
 * counts, a service that is leased from the first use to the last, and one request for a type that is missing.
 *
 * <p>Several versions of a type stand side by side. The newest that is trusted is the one that maps take; the others are kept
 * for the day it misbehaves or leaves.
 *
 * <p>Any thread but a reactor: {@link #get} may fetch a bundle. No call of plug-in code is made under the lock, for a
 * plug-in's component may have to wait for one that waits here.
 *
 * @param <T> the factory service
 */
final class TypeRegistry<T> {
    private static final long SERVICE_MILLIS_MAX = 5_000;

    private static final Logger LOG = System.getLogger("org.mpath.dataplane");

    private final PlugInMaker services = new PlugInMaker(SERVICE_MILLIS_MAX);
    private final String kind;
    private final String words;
    private final TypeLoader loader;
    private final LeaseKeeper leases;
    /** The versions of each type, the newest first. */
    private final Map<String, List<RegisteredType<T>>> types = new TreeMap<>();
    /** Gone from the registry, but still held. */
    private final Set<RegisteredType<T>> withdrawn = new HashSet<>();

    /** Gives plug-ins their paths, and takes them away. Any thread but a reactor. */
    interface LeaseKeeper {
        /** A lease begins. */
        LeasedPaths begin();

        /** It is over: nothing of the plug-in may be called any more. */
        void end(LeasedPaths paths);
    }

    /**
     * What a look-up found.
     *
     * @param type the type, now held; null when there is none
     * @param whyNot a clause for people; null when it was there
     */
    record Found<T>(RegisteredType<T> type, String whyNot) {}

    /**
     * An empty registry.
     *
     * @param kind {@code handler} or {@code selector}
     * @param words what the types are, in sentences
     * @param loader asked for types that are missing
     */
    TypeRegistry(String kind, String words, TypeLoader loader, LeaseKeeper leases) {
        this.kind = kind;
        this.words = words;
        this.loader = loader;
        this.leases = leases;
    }

    // ---- versions that come and go ----

    /**
     * Adds a version of a type.
     *
     * @throws MapException {@link Code#EXISTS} when the same version of the same bundle has registered the name already
     */
    synchronized void register(String name, ServiceObjects<T> objects) {
        RegisteredType<T> added = new RegisteredType<>(name, objects);
        List<RegisteredType<T>> versions = types.computeIfAbsent(name, none -> new ArrayList<>());
        if (versions.stream().anyMatch(there -> there.bundle().equals(added.bundle()))) {
            throw new MapException(
                    Code.EXISTS, words + " type '" + name + "' is registered already by " + added.bundle());
        }
        versions.add(added);
        versions.sort(RegisteredType.NEWEST_FIRST);
        notifyAll();
    }

    /**
     * Removes a version that nobody uses.
     *
     * @throws MapException {@link Code#INVALID} when the service is not registered, {@link Code#BUSY} when it is in use
     */
    synchronized void unregister(ServiceReference<T> reference) {
        RegisteredType<T> type = of(reference);
        if (type == null) {
            throw new MapException(Code.INVALID, "a " + words + " type that is not registered cannot be unregistered");
        }
        if (type.inUse()) {
            throw new MapException(Code.BUSY, words + " type '" + type.name() + "' is in use by " + String.join(", ", type.maps()));
        }
        remove(type);
    }

    /** The version that a service brought; null when it is not registered. */
    synchronized RegisteredType<T> of(ServiceReference<T> reference) {
        return types.values().stream()
                .flatMap(List::stream)
                .filter(type -> type.isOf(reference))
                .findFirst()
                .orElse(null);
    }

    /**
     * Removes a version, in use or not, because its bundle cannot be held back: nobody gets it any more, and those who hold
     * it are to put it back.
     */
    synchronized void withdraw(RegisteredType<T> type) {
        if (remove(type) && type.inUse()) {
            withdrawn.add(type);
        }
    }

    private boolean remove(RegisteredType<T> type) {
        List<RegisteredType<T>> versions = types.getOrDefault(type.name(), List.of());
        boolean removed = versions.remove(type);
        if (versions.isEmpty()) {
            types.remove(type.name());
        }
        return removed;
    }

    private boolean registered(RegisteredType<T> type) {
        return types.getOrDefault(type.name(), List.of()).contains(type);
    }

    /** The maps that hold a version, by name. */
    synchronized List<String> mapsOf(RegisteredType<T> type) {
        return type.maps();
    }

    /** Whether a version that somebody holds was withdrawn. */
    synchronized boolean isWithdrawn(RegisteredType<T> type) {
        return withdrawn.contains(type);
    }

    // ---- trust ----

    /**
     * A version misbehaved in a map. It is distrusted when there is another to take its place.
     *
     * @return whether it is distrusted now, so that every map is to leave it
     */
    synchronized boolean misbehaved(RegisteredType<T> type, String map, String reason) {
        type.avoid(map, reason);
        return distrust(type);
    }

    /**
     * A bundle misbehaved elsewhere than in a map.
     *
     * @return whether a version is distrusted now, so that every map is to leave it
     */
    synchronized boolean suspect(String bundle, String reason) {
        boolean leave = false;
        for (List<RegisteredType<T>> versions : types.values()) {
            for (RegisteredType<T> type : versions) {
                if (type.bundle().equals(bundle)) {
                    type.suspect(reason);
                    leave |= distrust(type);
                }
            }
        }
        return leave;
    }

    /** A thread is stuck in code of a bundle: maps that name its types hold them, and do without. Short. */
    synchronized void ban(String bundle) {
        types.values().forEach(versions -> versions.stream()
                .filter(type -> type.bundle().equals(bundle))
                .forEach(RegisteredType::ban));
    }

    /** Whether none of its code may be called. */
    synchronized boolean isBanned(RegisteredType<T> type) {
        return type.banned();
    }

    private boolean distrust(RegisteredType<T> type) {
        boolean replaceable = types.getOrDefault(type.name(), List.of()).stream()
                .anyMatch(other -> other != type && !other.distrusted());
        if (replaceable) {
            type.distrust();
        }
        return replaceable;
    }

    /** The version that a map should move to, or stay with; null when there is none it could. */
    synchronized RegisteredType<T> wanted(String name, String map) {
        return choose(name, type -> !type.avoidedBy(map) && !type.banned());
    }

    /** Whether a map that leaves this version would get another one. */
    synchronized boolean hasOther(RegisteredType<T> type, String map) {
        RegisteredType<T> other = choose(type.name(), each -> each != type && !each.avoidedBy(map) && !each.banned());
        return other != null && !other.distrusted();
    }

    /** Why a map leaves a version it holds, a clause for people. */
    synchronized String whyLeave(RegisteredType<T> type, String map) {
        if (withdrawn.contains(type)) {
            return "plug-in " + type.name() + " was removed";
        }
        return type.distrusted() || type.avoidedBy(map) ? "it misbehaved: " + type.reason() : "a newer version is here";
    }

    private RegisteredType<T> choose(String name, Predicate<RegisteredType<T>> suits) {
        List<RegisteredType<T>> versions = types.getOrDefault(name, List.of());
        return versions.stream()
                .filter(suits)
                .min(Comparator.comparing(RegisteredType::distrusted)) // the first of the trusted ones
                .orElse(null);
    }

    /** A map is no more. */
    synchronized void forget(String map) {
        types.values().forEach(versions -> versions.forEach(type -> type.forgive(map)));
    }

    // ---- uses ----

    /**
     * Takes a use of a type for a map. A missing type is asked for once, then looked up again.
     *
     * @return null when there is none, or {@code name} is null
     */
    RegisteredType<T> get(String name, String map) {
        return name == null ? null : find(name, map).type();
    }

    /** {@link #get}, with the reason when there is none. */
    Found<T> find(String name, String map) {
        RegisteredType<T> type = present(name, map);
        if (type != null) {
            return new Found<>(type, null);
        }
        String whyNot = loader.load(name);
        if (whyNot == null) {
            awaitRegistered(name);
            whyNot = "the bundle that should bring it does not";
        }
        return new Found<>(present(name, map), whyNot);
    }

    /** Takes a use of a type for a map that asks for it, if it is registered; null when no version can be had. */
    private RegisteredType<T> present(String name, String map) {
        RegisteredType<T> type = best(name);
        while (type != null && !take(type, map)) {
            boolean gone = !isRegistered(type);
            if (!gone && !misbehaved(type, map, "its component does not start")) {
                return null;
            }
            type = best(name);
        }
        return type;
    }

    private synchronized RegisteredType<T> best(String name) {
        return choose(name, type -> true);
    }

    private synchronized boolean isRegistered(RegisteredType<T> type) {
        return registered(type);
    }

    /** Takes a use of a version for a map, which forgives it; false when it is not registered, or cannot be had. */
    boolean take(RegisteredType<T> type, String map) {
        synchronized (this) {
            if (!registered(type)) {
                return false;
            }
            if (type.inUse()) {
                use(type, map);
                return true;
            }
            type.begin();
        }
        try {
            T service = fetch(type);
            return service != null && firstUse(type, new Lease<>(service, leases.begin()), map);
        } finally {
            end(type);
        }
    }

    /** Its component starts, which is plug-in code; null when it does not. */
    private T fetch(RegisteredType<T> type) {
        try {
            return services.make(type::fetch, type::giveBack);
        } catch (IllegalStateException | IllegalArgumentException broken) {
            LOG.log(Level.WARNING, "event=plugin.not_started name=" + type.name() + " bundle=\"" + type.bundle() + "\" reason=\""
                    + broken.getMessage() + '"');
            return null;
        }
    }

    /** Its component ends, which is plug-in code, too. */
    private void giveBack(RegisteredType<T> type, T service) {
        try {
            services.make(() -> {
                type.giveBack(service);
                return service;
            });
        } catch (IllegalStateException | IllegalArgumentException broken) {
            LOG.log(Level.WARNING, "event=plugin.not_ended name=" + type.name() + " bundle=\"" + type.bundle() + "\" reason=\""
                    + broken.getMessage() + '"');
        }
    }

    private static void use(RegisteredType<?> type, String map) {
        type.use(map);
        type.forgive(map);
    }

    /** Somebody else may have been first, or the type may be gone: then the lease is one too many. */
    private boolean firstUse(RegisteredType<T> type, Lease<T> lease, String map) {
        boolean registered;
        boolean surplus;
        synchronized (this) {
            registered = registered(type);
            surplus = !registered || type.inUse();
            if (registered) {
                if (!surplus) {
                    type.lease(lease);
                }
                use(type, map);
            }
        }
        if (surplus) {
            giveBack(type, lease.service());
        }
        return registered;
    }

    /**
     * Puts a use back. Null, and a type that is not of this registry, are ignored.
     *
     * @throws IllegalStateException when the map holds no use of it
     */
    void put(RegisteredType<T> type, String map) {
        Lease<T> unused;
        synchronized (this) {
            if (type == null || !registered(type) && !withdrawn.contains(type)) {
                return;
            }
            unused = type.release(map);
            if (unused != null) {
                type.begin();
            }
        }
        if (unused != null) {
            leases.end(unused.paths());
            giveBack(type, unused.service());
            end(type);
        }
    }

    /** A service is fetched, or given back; the last one may have let go: those who wait for that are told. */
    private synchronized void end(RegisteredType<T> type) {
        type.end();
        if (!type.inUse()) {
            withdrawn.remove(type);
        }
        notifyAll();
    }

    /**
     * Waits until nobody holds a version that left, its service is given back, and nobody is fetching it any more, as one may
     * who came just before; whether that came to be in time.
     */
    synchronized boolean awaitLetGo(RegisteredType<T> type, long millis) {
        return await(() -> !withdrawn.contains(type) && !type.isUnderWay(), millis);
    }

    private synchronized void awaitRegistered(String name) {
        await(() -> types.containsKey(name), SERVICE_MILLIS_MAX);
    }

    private boolean await(BooleanSupplier done, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            long left = millis;
            while (!done.getAsBoolean() && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return done.getAsBoolean();
    }

    // ---- views ----

    /** The names of the types there are. */
    synchronized Set<String> names() {
        return Set.copyOf(types.keySet());
    }

    private PlugInState state(RegisteredType<T> type) {
        Standing standing = standing(type);
        return new PlugInState(
                kind,
                type.name(),
                type.bundle(),
                standing,
                standing == Standing.LEAVING ? "its bundle stopped" : type.reason(),
                type.useCount(),
                type.maps());
    }

    private Standing standing(RegisteredType<T> type) {
        if (withdrawn.contains(type)) {
            return Standing.LEAVING;
        }
        if (type.distrusted()) {
            return Standing.DISTRUSTED;
        }
        return choose(type.name(), each -> true) == type ? Standing.CURRENT : Standing.OLDER;
    }

    /** The versions there are, by name and the newest first, and those that are gone but still held. */
    synchronized List<PlugInState> states() {
        return Stream.concat(types.values().stream().flatMap(List::stream), withdrawn.stream())
                .map(this::state)
                .toList();
    }
}

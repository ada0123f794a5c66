package org.mpath.reactor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.map.PlugInState;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The plug-in types of one kind by name, with the rules of device-mapper's registries (seed-systems 3.1): exact names, use
 * counts, a service that is leased from the first use to the last, and one request for a type that is missing.
 *
 * <p>Any thread but a reactor: {@link #get} may fetch a bundle. No call of plug-in code is made under the lock, for a
 * plug-in's component may have to wait for one that waits here.
 *
 * @param <T> the factory service
 */
final class TypeRegistry<T> {
    private static final long SERVICE_MILLIS_MAX = 5_000;

    private final String kind;
    private final String words;
    private final TypeLoader loader;
    private final Map<String, RegisteredType<T>> types = new TreeMap<>();
    /** Gone from the registry, but still held. */
    private final Set<RegisteredType<T>> withdrawn = new HashSet<>();

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
    TypeRegistry(String kind, String words, TypeLoader loader) {
        this.kind = kind;
        this.words = words;
        this.loader = loader;
    }

    /**
     * Adds a type.
     *
     * @throws MapException {@link Code#EXISTS} when the name is taken
     */
    synchronized void register(String name, ComponentServiceObjects<T> objects) {
        RegisteredType<T> there = types.putIfAbsent(name, new RegisteredType<>(name, objects));
        if (there != null) {
            throw new MapException(Code.EXISTS, words + " type '" + name + "' is registered already by " + there.bundle());
        }
        notifyAll();
    }

    /**
     * Removes a type that nobody uses.
     *
     * @throws MapException {@link Code#INVALID} when there is none of that name, {@link Code#BUSY} when it is in use
     */
    synchronized void unregister(String name) {
        RegisteredType<T> type = types.get(name);
        if (type == null) {
            throw new MapException(Code.INVALID, words + " type '" + name + "' is not registered");
        }
        if (type.inUse()) {
            throw new MapException(Code.BUSY, words + " type '" + name + "' is in use by " + String.join(", ", type.maps()));
        }
        types.remove(name);
    }

    /** The name that a service was registered with; null when it was not. */
    synchronized String nameOf(ComponentServiceObjects<T> objects) {
        return types.values().stream()
                .filter(type -> type.isOf(objects))
                .map(RegisteredType::name)
                .findFirst()
                .orElse(null);
    }

    /**
     * Removes a type, in use or not, because its bundle cannot be held back: nobody gets it any more, and those who hold it
     * are to put it back.
     *
     * @return the type; null when there is none of that name
     */
    synchronized RegisteredType<T> withdraw(String name) {
        RegisteredType<T> type = types.remove(name);
        if (type != null && type.inUse()) {
            withdrawn.add(type);
        }
        return type;
    }

    /** Whether a type that somebody holds was withdrawn. */
    synchronized boolean isWithdrawn(RegisteredType<T> type) {
        return withdrawn.contains(type);
    }

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

    /** Takes a use of a type if it is registered; null when it is not, or its service cannot be had. */
    RegisteredType<T> present(String name, String map) {
        RegisteredType<T> type;
        synchronized (this) {
            type = types.get(name);
            if (type == null || type.inUse()) {
                return used(type, map);
            }
        }
        T leased = type.objects().getService();
        return leased == null ? null : firstUse(type, leased, map);
    }

    private static <T> RegisteredType<T> used(RegisteredType<T> type, String map) {
        if (type != null) {
            type.use(map);
        }
        return type;
    }

    /** Somebody else may have been first, or the type may be gone: then the lease is one too many. */
    private RegisteredType<T> firstUse(RegisteredType<T> type, T leased, String map) {
        boolean registered;
        boolean surplus;
        synchronized (this) {
            registered = types.get(type.name()) == type;
            surplus = !registered || type.inUse();
            if (registered) {
                if (!surplus) {
                    type.lease(leased);
                }
                type.use(map);
            }
        }
        if (surplus) {
            giveBack(type, leased);
        }
        return registered ? type : null;
    }

    private synchronized void awaitRegistered(String name) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SERVICE_MILLIS_MAX);
        try {
            long left = SERVICE_MILLIS_MAX;
            while (!types.containsKey(name) && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Puts a use back. Null, and a type that is not of this registry, are ignored.
     *
     * @throws IllegalStateException when the map holds no use of it
     */
    void put(RegisteredType<T> type, String map) {
        T unused;
        synchronized (this) {
            if (type == null || types.get(type.name()) != type && !withdrawn.contains(type)) {
                return;
            }
            unused = type.release(map);
            if (!type.inUse()) {
                withdrawn.remove(type);
            }
        }
        if (unused != null) {
            giveBack(type, unused);
        }
    }

    private static <T> void giveBack(RegisteredType<T> type, T service) {
        try {
            type.objects().ungetService(service);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // its bundle has stopped, and the framework took it back
        }
    }

    /** The names of the types there are. */
    synchronized Set<String> names() {
        return Set.copyOf(types.keySet());
    }

    private PlugInState state(RegisteredType<T> type) {
        boolean leaving = withdrawn.contains(type);
        return new PlugInState(
                kind,
                type.name(),
                type.bundle(),
                leaving ? Standing.LEAVING : Standing.CURRENT,
                leaving ? "its bundle stopped" : "",
                type.useCount(),
                type.maps());
    }

    /** The types there are, and those that are gone but still held. */
    synchronized List<PlugInState> states() {
        return Stream.concat(types.values().stream(), withdrawn.stream())
                .map(this::state)
                .toList();
    }
}

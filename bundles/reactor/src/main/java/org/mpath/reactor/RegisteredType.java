package org.mpath.reactor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * A type in a {@link TypeRegistry}: who brings it, and who uses it. The registry's lock guards everything but
 * {@link #service}.
 *
 * @param <T> the factory service
 */
final class RegisteredType<T> {
    private final String name;
    private final ComponentServiceObjects<T> objects;
    private final String bundle;
    /** How many uses each map holds. */
    private final Map<String, Integer> uses = new TreeMap<>();
    /** Leased from the first use to the last. */
    private volatile T service;

    RegisteredType(String name, ComponentServiceObjects<T> objects) {
        this.name = name;
        this.objects = objects;
        this.bundle = bundleOf(objects.getServiceReference());
    }

    private static String bundleOf(ServiceReference<?> reference) {
        Bundle bundle = reference == null ? null : reference.getBundle();
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** The type's name, as in tables. */
    String name() {
        return name;
    }

    ComponentServiceObjects<T> objects() {
        return objects;
    }

    /** Whether it was registered with that service. */
    boolean isOf(ComponentServiceObjects<T> others) {
        ServiceReference<T> reference = objects.getServiceReference();
        return objects == others || reference != null && reference.equals(others.getServiceReference());
    }

    /** Symbolic name and version of the bundle that brings it. */
    String bundle() {
        return bundle;
    }

    /** The leased service; for those who hold a use. */
    T service() {
        return service;
    }

    boolean inUse() {
        return !uses.isEmpty();
    }

    int useCount() {
        return uses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The maps that hold it, by name. */
    List<String> maps() {
        return List.copyOf(uses.keySet());
    }

    /** The first use begins with this lease. */
    void lease(T leased) {
        service = leased;
    }

    void use(String map) {
        uses.merge(map, 1, Integer::sum);
    }

    /**
     * Ends a use.
     *
     * @return the service to give back after the last one, otherwise null
     * @throws IllegalStateException when the map holds none: somebody gave back what was not his
     */
    T release(String map) {
        if (!uses.containsKey(map)) {
            throw new IllegalStateException("map " + map + " gives back type " + name + ", of which it holds no use");
        }
        uses.computeIfPresent(map, (key, count) -> count == 1 ? null : count - 1);
        T last = inUse() ? null : service;
        if (last != null) {
            service = null;
        }
        return last;
    }
}

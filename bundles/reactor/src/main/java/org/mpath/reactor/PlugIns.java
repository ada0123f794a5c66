package org.mpath.reactor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The plug-in services of one kind by type name, with one leased instance each.
 *
 * @param <T> the factory service
 */
final class PlugIns<T> {
    private record Entry<T>(ComponentServiceObjects<T> objects, T service) {}

    private final String kind;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    /** @param kind what the plug-ins are, for messages */
    PlugIns(String kind) {
        this.kind = kind;
    }

    /** Takes a plug-in. False when the name is taken: the first one stays. */
    synchronized boolean add(String name, ComponentServiceObjects<T> objects) {
        if (entries.containsKey(name)) {
            return false;
        }
        entries.put(name, new Entry<>(objects, Objects.requireNonNull(objects.getService(), name)));
        return true;
    }

    /** Lets a plug-in go; its name, or null when it was not taken. */
    synchronized String remove(ComponentServiceObjects<T> objects) {
        for (Map.Entry<String, Entry<T>> entry : entries.entrySet()) {
            if (entry.getValue().objects().getServiceReference().equals(objects.getServiceReference())) {
                entries.remove(entry.getKey());
                return entry.getKey();
            }
        }
        return null;
    }

    /** The plug-in of that name, or null. */
    synchronized T find(String name) {
        Entry<T> entry = entries.get(name);
        return entry == null ? null : entry.service();
    }

    /** The plug-in of that name. */
    T get(String name) {
        T service = find(name);
        if (service == null) {
            throw new IllegalArgumentException(
                    "unknown " + kind + " type '" + name + "': installed are " + String.join(", ", names()));
        }
        return service;
    }

    private synchronized List<String> names() {
        return List.copyOf(entries.keySet());
    }
}

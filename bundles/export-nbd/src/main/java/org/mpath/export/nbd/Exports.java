package org.mpath.export.nbd;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.mpath.api.map.MultipathMap;

/** The exports by name. Any thread. */
final class Exports {
    private final ConcurrentSkipListMap<String, Export> byName = new ConcurrentSkipListMap<>();

    /** Adds an export; false when its name is taken. */
    boolean add(Export export) {
        return byName.putIfAbsent(export.name(), export) == null;
    }

    /** Takes the export of a map off; null when there is none. */
    Export remove(MultipathMap map) {
        Export export = byName.get(map.name());
        return export != null && export.map() == map && byName.remove(map.name(), export) ? export : null;
    }

    /**
     * The export of a name, or null. The empty name is no export: which map it meant would change as maps come and go.
     */
    Export find(String name) {
        return byName.get(name);
    }

    /** All, by name. */
    List<Export> all() {
        return List.copyOf(byName.values());
    }
}

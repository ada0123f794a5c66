package org.mpath.transport.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.mpath.target.store.MemoryStore;
import org.osgi.service.component.annotations.Component;

/**
 * The contents of the units in memory. A component of its own, without references, so that they outlive the lab when that
 * is restarted because its reactor or its configuration changed. Any thread; the stores themselves belong to the reactor.
 */
@Component(service = LabMemory.class, immediate = true)
public final class LabMemory {
    private final Map<String, MemoryStore> stores = new HashMap<>();

    /** The store a unit has, when it is that large; else a new one, not kept before {@link #keep}. */
    synchronized MemoryStore store(String unit, long bytes) {
        MemoryStore store = stores.get(unit);
        return store != null && store.bytes() == bytes ? store : new MemoryStore(bytes);
    }

    /**
     * The configuration is good: its stores are kept, those of other units forgotten.
     *
     * @param units all units in memory
     * @param changed stores of some of them
     */
    synchronized void keep(Set<String> units, Map<String, MemoryStore> changed) {
        stores.putAll(changed);
        stores.keySet().retainAll(units);
    }
}

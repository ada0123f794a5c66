package org.mpath.transport.lab;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.mpath.target.Array;
import org.mpath.target.LogicalUnit;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.store.FileStore;
import org.mpath.target.store.MemoryStore;
import org.mpath.target.store.Store;

/** Makes arrays of descriptions. Opens files: not for the reactor. */
final class ArrayBuilder {
    private final LabMemory memory;
    private final Map<String, MemoryStore> memoryStores = new HashMap<>();

    ArrayBuilder(LabMemory memory) {
        this.memory = memory;
    }

    /**
     * Makes an array with its units, all or nothing.
     *
     * @throws IOException naming the file that cannot be used
     * @throws IllegalArgumentException naming the word that its family does not take
     */
    Array build(ArrayDescription description) throws IOException {
        Array array = ArrayFamilies.named(description.family()).create(
                description.name(), description.controllers(), description.portsPerController(), description.words());
        ArrayBehaviour behaviour = description.behaviour();
        array.ownership().transitionNanos(behaviour.transitionNanos());
        array.ownership().failback(behaviour.failback());
        array.log().transfers(behaviour.logAll());
        try {
            for (int lun = 0; lun < description.units().size(); lun++) {
                addUnit(array, lun, description.unitName(lun), description.units().get(lun));
            }
            return array;
        } catch (IOException | RuntimeException failure) {
            closeQuietly(array);
            throw failure;
        }
    }

    private void addUnit(Array array, int lun, String name, UnitDescription description) throws IOException {
        Store store = new LoggedStore(name, description.inMemory() ? memory(name, description) : file(description));
        try {
            LogicalUnit unit = array.addUnit(lun, store);
            unit.writeProtect(description.readOnly());
        } catch (RuntimeException refused) {
            closeQuietly(store);
            throw refused;
        }
    }

    private Store memory(String name, UnitDescription description) {
        MemoryStore store = memory.store(name, description.bytes());
        memoryStores.put(name, store);
        return store;
    }

    /** Opens the store of one more unit of an array: in memory a new one. */
    static Store open(String array, UnitDescription description) throws IOException {
        Store store = description.inMemory() ? new MemoryStore(description.bytes()) : file(description);
        return new LoggedStore(array, store);
    }

    private static Store file(UnitDescription description) throws IOException {
        return FileStore.open(Path.of(description.file()), description.bytes());
    }

    /** The stores in memory of everything built so far, by unit name. */
    Map<String, MemoryStore> memoryStores() {
        return memoryStores;
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException ignored) {
            // the failure that led here says more
        }
    }
}

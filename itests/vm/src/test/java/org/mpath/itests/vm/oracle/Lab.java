package org.mpath.itests.vm.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.HandlerChoice.Attached;
import org.mpath.itests.golden.Disks;
import org.mpath.itests.golden.EngineMap;
import org.mpath.itests.golden.ScsiDebug;
import org.mpath.selector.io.affinity.IoAffinityFactory;

/** A machine that is not there, with the devices of the guest; handlers that were attached stay attached. */
final class Lab implements Disks {
    static final Surroundings SURROUNDINGS = new Surroundings(
            List.of("8:0", "8:16", "8:32", "8:48"),
            List.of("8:64", "8:80", "8:96", "8:112"),
            List.of("252:0", "252:1", "252:2", "252:3", "252:4", "252:5"),
            List.of("round-robin", "queue-length", "service-time", "historical-service-time"));

    private final Map<String, String> handlers = new HashMap<>();

    Lab() {
        SURROUNDINGS.alua().forEach(disk -> handlers.put(disk, "alua"));
    }

    static Map<String, PathSelectorFactory> selectors() {
        Map<String, PathSelectorFactory> selectors = EngineMap.selectors(new IoAffinityFactory());
        selectors.keySet().retainAll(SURROUNDINGS.selectors());
        return selectors;
    }

    @Override
    public boolean has(String disk) {
        return SURROUNDINGS.all().contains(disk);
    }

    @Override
    public String attached(String disk) {
        return handlers.getOrDefault(disk, "");
    }

    @Override
    public Attached attach(String disk, String handler, List<String> arguments) {
        Attached outcome = ScsiDebug.attach(SURROUNDINGS.scsi().contains(disk), attached(disk), handler);
        if (outcome == Attached.YES) {
            handlers.put(disk, handler);
        }
        return outcome;
    }

    @Override
    public boolean isOffline(String disk) {
        return false;
    }
}

package org.mpath.itests.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.selector.historical.service.time.HistoricalServiceTimeFactory;
import org.mpath.selector.io.affinity.VirtualProcessors;
import org.mpath.selector.queue.length.QueueLengthFactory;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.mpath.selector.service.time.ServiceTimeFactory;

/** The product's selectors, by name. */
final class Selectors {
    private static final Map<String, PathSelectorFactory> FACTORIES = factories(List.of(
            new RoundRobinFactory(),
            new QueueLengthFactory(),
            new ServiceTimeFactory(),
            new HistoricalServiceTimeFactory(),
            VirtualProcessors.ioAffinity()));

    private int broken;

    private static Map<String, PathSelectorFactory> factories(List<PathSelectorFactory> all) {
        Map<String, PathSelectorFactory> byName = new LinkedHashMap<>();
        all.forEach(factory -> byName.put(factory.name(), factory));
        return byName;
    }

    /** Their names. */
    static List<String> names() {
        return List.copyOf(FACTORIES.keySet());
    }

    /** A group's words in a table, from the selector on. */
    static String group(String selector, List<Integer> paths) {
        boolean masks = selector.equals("io-affinity");
        return selector + " 0 " + paths.size() + (masks ? " 1" : " 0")
                + paths.stream()
                        .map(path -> " p" + path + (masks ? " " + Integer.toHexString(1 << path) : ""))
                        .collect(Collectors.joining());
    }

    /** From now on the selectors that are in use break now and then; those made later do not. */
    void breakThose() {
        broken++;
    }

    /** Makes the selector of a group. */
    PathSelector make(GroupSpec group) {
        PathSelector selector = FACTORIES.get(group.selector()).create(group.selectorArguments());
        int made = broken;
        return new BreakableSelector(selector, () -> broken > made);
    }
}

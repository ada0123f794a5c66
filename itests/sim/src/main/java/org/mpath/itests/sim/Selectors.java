package org.mpath.itests.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.selector.round.robin.RoundRobinFactory;

/** The product's selectors, by name. */
final class Selectors {
    private static final Map<String, PathSelectorFactory> FACTORIES = factories(List.of(new RoundRobinFactory()));

    private static Map<String, PathSelectorFactory> factories(List<PathSelectorFactory> all) {
        Map<String, PathSelectorFactory> byName = new LinkedHashMap<>();
        all.forEach(factory -> byName.put(factory.name(), factory));
        return byName;
    }

    /** Their names. */
    static List<String> names() {
        return List.copyOf(FACTORIES.keySet());
    }

    /** Makes the selector of a group. */
    PathSelector make(GroupSpec group) {
        return FACTORIES.get(group.selector()).create(group.selectorArguments());
    }
}

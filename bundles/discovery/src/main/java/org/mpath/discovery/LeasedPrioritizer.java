package org.mpath.discovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.framework.ServiceObjects;

/** The plug-in of a prioritizer that belongs to no array, on lease. Any thread. */
final class LeasedPrioritizer extends LeasedPlugIn {
    /**
     * The plug-in's objects.
     *
     * @param prioritizers by arguments, as they are asked for
     */
    private record Plugged(PrioritizerFactory factory, Map<List<String>, Prioritizer> prioritizers) {}

    private final Set<String> names;
    /** Null once given back. */
    private volatile Plugged plugged;

    private LeasedPrioritizer(Map<String, Object> properties, PrioritizerFactory factory, Runnable unget) {
        super("prioritizer", factory.name(), properties, unget);
        Set<String> said = texts(properties.get(PrioritizerFactory.NAME));
        this.names = said.isEmpty() ? Set.of(factory.name()) : said;
        this.plugged = new Plugged(factory, new ConcurrentHashMap<>());
    }

    /** Leases a plug-in; null, and one log line, when it does not work. */
    static LeasedPrioritizer lease(ServiceObjects<PrioritizerFactory> objects, Map<String, Object> properties) {
        return lease("prioritizer", objects, properties,
                (factory, unget) -> new LeasedPrioritizer(properties, factory, unget));
    }

    @Override
    Set<String> checkerNames() {
        return Set.of();
    }

    @Override
    Set<String> prioritizerNames() {
        return names;
    }

    @Override
    PathChecker checker() {
        return null;
    }

    @Override
    Prioritizer prioritizer(List<String> arguments) {
        Plugged present = plugged;
        return present == null
                ? null
                : present.prioritizers.computeIfAbsent(List.copyOf(arguments), present.factory::create);
    }

    @Override
    void drop() {
        plugged = null;
    }
}

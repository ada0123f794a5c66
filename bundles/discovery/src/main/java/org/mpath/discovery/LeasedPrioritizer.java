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

    private LeasedPrioritizer(Offer<PrioritizerFactory> offer) {
        super("prioritizer", offer.service().name(), offer);
        Set<String> said = texts(offer.properties().get(PrioritizerFactory.NAME));
        this.names = said.isEmpty() ? Set.of(name()) : said;
        this.plugged = new Plugged(offer.service(), new ConcurrentHashMap<>());
    }

    /** Leases a plug-in. */
    static LeasedPrioritizer lease(ServiceObjects<PrioritizerFactory> objects, Map<String, Object> properties)
            throws PlugInFault {
        return lease(objects, properties, LeasedPrioritizer::new);
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
        return present == null ? null : present.prioritizers.get(arguments);
    }

    @Override
    void makePrioritizer(List<String> arguments) throws PlugInFault {
        Plugged present = plugged;
        if (present != null && !present.prioritizers.containsKey(arguments)) {
            List<String> told = List.copyOf(arguments);
            Prioritizer made = ask("create", "", () -> present.factory.create(told));
            if (made == null) {
                throw new PlugInFault("it makes no prioritizer");
            }
            present.prioritizers.put(told, made);
        }
    }

    @Override
    void drop() {
        plugged = null;
    }
}

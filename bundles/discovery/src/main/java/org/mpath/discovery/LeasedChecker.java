package org.mpath.discovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.Prioritizer;
import org.osgi.framework.ServiceObjects;

/** The plug-in of a checker that belongs to no array, on lease. Any thread. */
final class LeasedChecker extends LeasedPlugIn {
    private final Set<String> names;
    /** Null once given back. */
    private volatile PathChecker checker;

    private LeasedChecker(Offer<PathCheckerFactory> offer) throws PlugInFault {
        super("checker", offer.service().name(), offer);
        Set<String> said = texts(offer.properties().get(PathCheckerFactory.NAME));
        this.names = said.isEmpty() ? Set.of(name()) : said;
        this.checker = offer.service().create();
        if (checker == null) {
            throw new PlugInFault("it makes no checker");
        }
    }

    /** Leases a plug-in. */
    static LeasedChecker lease(ServiceObjects<PathCheckerFactory> objects, Map<String, Object> properties) throws PlugInFault {
        return lease(objects, properties, LeasedChecker::new);
    }

    @Override
    Set<String> checkerNames() {
        return names;
    }

    @Override
    Set<String> prioritizerNames() {
        return Set.of();
    }

    @Override
    PathChecker checker() {
        return checker;
    }

    @Override
    Prioritizer prioritizer(List<String> arguments) {
        return null;
    }

    @Override
    void makePrioritizer(List<String> arguments) {}

    @Override
    void drop() {
        checker = null;
    }
}

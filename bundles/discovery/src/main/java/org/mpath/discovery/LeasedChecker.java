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

    private LeasedChecker(Map<String, Object> properties, PathCheckerFactory factory, Runnable unget) {
        super("checker", factory.name(), properties, unget);
        Set<String> said = texts(properties.get(PathCheckerFactory.NAME));
        this.names = said.isEmpty() ? Set.of(factory.name()) : said;
        this.checker = factory.create();
        if (checker == null) {
            throw new IllegalStateException("it makes no checker");
        }
    }

    /** Leases a plug-in; null, and one log line, when it does not work. */
    static LeasedChecker lease(ServiceObjects<PathCheckerFactory> objects, Map<String, Object> properties) {
        return lease("checker", objects, properties, (factory, unget) -> new LeasedChecker(properties, factory, unget));
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
    void drop() {
        checker = null;
    }
}

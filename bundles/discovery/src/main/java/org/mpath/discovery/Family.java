package org.mpath.discovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.framework.ServiceObjects;

/** An array family's plug-in on lease: says which paths are of its arrays, and may look at them. Any thread. */
final class Family extends LeasedPlugIn {
    /**
     * The plug-in's objects.
     *
     * @param prioritizers by arguments, as they are asked for
     */
    private record Plugged(
            HardwareHandlerFactory factory, PathChecker checker, Map<List<String>, Prioritizer> prioritizers) {}

    private final Set<String> checkerNames;
    private final Set<String> prioritizerNames;
    private final String checkerName;
    private final String prioritizerName;
    private final List<HandlerMatch> rows;
    private final ArrayDefaults defaults;
    /** Null once given back. */
    private volatile Plugged plugged;

    private Family(Map<String, Object> properties, HardwareHandlerFactory factory, Runnable unget) {
        super("family", name(properties, factory), properties, unget);
        PathChecker checker = factory.checker();
        Prioritizer prioritizer = factory.prioritizer();
        this.checkerName = checker == null ? null : String.valueOf(checker.name());
        this.prioritizerName = prioritizer == null ? null : String.valueOf(prioritizer.name());
        this.checkerNames = names(checkerName, properties.get(PathCheckerFactory.NAME));
        this.prioritizerNames = names(prioritizerName, properties.get(PrioritizerFactory.NAME));
        this.rows = List.copyOf(factory.matches());
        this.defaults = own(factory.defaults());
        this.plugged = new Plugged(factory, checker, new ConcurrentHashMap<>());
    }

    private static String name(Map<String, Object> properties, HardwareHandlerFactory factory) {
        return properties.get(HardwareHandlerFactory.NAME) instanceof String given ? given : factory.name();
    }

    /** What a part is called that it has: its own name and those its service says. */
    private static Set<String> names(String own, Object said) {
        if (own == null) {
            return Set.of();
        }
        Set<String> names = ConcurrentHashMap.newKeySet();
        names.add(own);
        names.addAll(texts(said));
        return Set.copyOf(names);
    }

    /** The same, without a list that is the plug-in's. */
    private static ArrayDefaults own(ArrayDefaults given) {
        if (given.selector().isBlank()) {
            throw new IllegalArgumentException("its defaults name no selector");
        }
        return new ArrayDefaults(given.grouping(), given.selector(), List.copyOf(given.features()),
                List.copyOf(given.handlerArguments()), given.failbackSeconds());
    }

    /** Leases a plug-in; null, and one log line, when it does not work. */
    static Family lease(ServiceObjects<HardwareHandlerFactory> objects, Map<String, Object> properties) {
        return lease("family", objects, properties, (factory, unget) -> new Family(properties, factory, unget));
    }

    /** How a map is built whose first path this is; as others of the family when the plug-in does not say. */
    ArrayDefaults defaults(PathFacts path) {
        Plugged present = plugged;
        try {
            return present == null ? defaults : own(present.factory.defaults(path));
        } catch (RuntimeException | LinkageError broken) {
            complain("defaults", path.name(), broken.toString());
            return defaults;
        }
    }

    /** How exactly its match list describes a path: the length of the longest row that matches, 0 when none does. */
    int exactness(PathFacts path) {
        return rows.stream()
                .filter(row -> row.matches(path.paddedVendor(), path.paddedProduct()))
                .mapToInt(HandlerMatch::length)
                .max()
                .orElse(0);
    }

    /** Whether it has a checker of its own. */
    boolean checks() {
        return checkerName != null;
    }

    /** Whether it tells paths apart. */
    boolean ranks() {
        return prioritizerName != null;
    }

    /** The name of its prioritizer; null when it has none. */
    String prioritizerName() {
        return prioritizerName;
    }

    /** The name of its checker; null when it has none. */
    String checkerName() {
        return checkerName;
    }

    @Override
    Set<String> checkerNames() {
        return checkerNames;
    }

    @Override
    Set<String> prioritizerNames() {
        return prioritizerNames;
    }

    @Override
    PathChecker checker() {
        Plugged present = plugged;
        return present == null ? null : present.checker;
    }

    @Override
    Prioritizer prioritizer(List<String> arguments) {
        Plugged present = plugged;
        return present == null || !ranks()
                ? null
                : present.prioritizers.computeIfAbsent(List.copyOf(arguments), present.factory::prioritizer);
    }

    @Override
    void drop() {
        plugged = null;
    }

    /** Whether it claims a path; one that throws does not. */
    boolean claims(PathFacts path) {
        Plugged present = plugged;
        try {
            return present != null && !retired() && present.factory.claims(path);
        } catch (RuntimeException | LinkageError broken) {
            complain("claims", path.name(), broken.toString());
            return false;
        }
    }
}

package org.mpath.discovery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/**
 * An array family's plug-in on lease: says which paths are of its arrays, and may look at them. Any thread, but for
 * {@link #claims} and {@link #defaults}: discovery thread.
 */
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

    private final FamilyMemory<Boolean> claimed = new FamilyMemory<>();
    private final FamilyMemory<ArrayDefaults> built = new FamilyMemory<>();

    private Family(Offer<HardwareHandlerFactory> offer) {
        super("family", name(offer.properties(), offer.service()), offer);
        HardwareHandlerFactory factory = offer.service();
        PathChecker checker = factory.checker();
        Prioritizer prioritizer = factory.prioritizer();
        this.checkerName = checker == null ? null : String.valueOf(checker.name());
        this.prioritizerName = prioritizer == null ? null : String.valueOf(prioritizer.name());
        this.checkerNames = names(checkerName, offer.properties().get(PathCheckerFactory.NAME));
        this.prioritizerNames = names(prioritizerName, offer.properties().get(PrioritizerFactory.NAME));
        this.rows = List.copyOf(factory.matches());
        rows.forEach(HandlerMatch::length); // has both words
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
        return new ArrayDefaults(Objects.requireNonNull(given.grouping(), "grouping"), given.selector(), List.copyOf(given.features()),
                List.copyOf(given.handlerArguments()), given.failbackSeconds());
    }

    /** Leases a plug-in. */
    static Family lease(ServiceObjects<HardwareHandlerFactory> objects, Map<String, Object> properties) throws PlugInFault {
        return lease(objects, properties, Family::new);
    }

    /** How a map is built whose first path this is; as others of the family when the plug-in does not say. */
    ArrayDefaults defaults(PathFacts path) {
        Plugged present = plugged;
        if (present == null || aside()) {
            return defaults;
        }
        try {
            return built.answer(path, () -> ask("defaults", path.name(), () -> own(present.factory.defaults(path))));
        } catch (PlugInFault broken) {
            complain("defaults", path.name(), broken.getMessage());
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
        return present == null ? null : present.prioritizers.get(arguments);
    }

    @Override
    void makePrioritizer(List<String> arguments) throws PlugInFault {
        Plugged present = plugged;
        if (present != null && !present.prioritizers.containsKey(arguments)) {
            List<String> told = List.copyOf(arguments);
            Prioritizer made = ranks() ? ask("prioritizer", "", () -> present.factory.prioritizer(told)) : null;
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

    /** Whether it claims a path; one that throws does not, nor one that does not answer in time. */
    boolean claims(PathFacts path) {
        Plugged present = plugged;
        if (present == null || retired() || aside()) {
            return false;
        }
        try {
            return claimed.answer(path, () -> ask("claims", path.name(), () -> present.factory.claims(path)));
        } catch (PlugInFault broken) {
            complain("claims", path.name(), broken.getMessage());
            return false;
        }
    }
}

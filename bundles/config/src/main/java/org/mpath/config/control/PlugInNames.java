package org.mpath.config.control;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.config.Installed;
import org.osgi.framework.ServiceReference;

/**
 * The plug-ins that are installed, by the names their services have for properties: that of an array family also names the
 * checker and the prioritizers it brings. Any thread.
 */
final class PlugInNames {
    /** A name that a service has. */
    private record Named(String property, String name) {}

    private static final List<String> PROPERTIES = List.of(
            HardwareHandlerFactory.NAME, PathSelectorFactory.NAME, PathCheckerFactory.NAME, PrioritizerFactory.NAME);
    /** What discovery does where no plug-in does: TEST UNIT READY, and all paths are equal. */
    private static final Map<String, String> BUILT_IN =
            Map.of(PathCheckerFactory.NAME, "tur", PrioritizerFactory.NAME, "const");

    /** Each as often as there are versions of it. */
    private final List<Named> present = new CopyOnWriteArrayList<>();

    /** A plug-in came. */
    void add(ServiceReference<?> plugIn) {
        present.addAll(names(plugIn));
    }

    /** A plug-in went. */
    void remove(ServiceReference<?> plugIn) {
        names(plugIn).forEach(present::remove);
    }

    private static List<Named> names(ServiceReference<?> plugIn) {
        return PROPERTIES.stream()
                .flatMap(property -> texts(plugIn.getProperty(property)).map(name -> new Named(property, name)))
                .toList();
    }

    /** The texts of a service property, of which there may be one or several. */
    private static Stream<String> texts(Object value) {
        if (value instanceof String one) {
            return Stream.of(one);
        }
        return value instanceof String[] several ? Stream.of(several) : Stream.empty();
    }

    private Set<String> names(String property) {
        return Stream.concat(
                        Stream.ofNullable(BUILT_IN.get(property)),
                        present.stream().filter(named -> named.property.equals(property)).map(Named::name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a configuration may name now. Rows that plug-ins bring to the hardware table are not among it: to ask for them
     * would be to use the plug-ins.
     */
    Installed installed() {
        return new Installed(names(PathSelectorFactory.NAME), names(PrioritizerFactory.NAME), names(PathCheckerFactory.NAME),
                names(HardwareHandlerFactory.NAME), List.of(), Accounts.numbers(Accounts.USERS),
                Accounts.numbers(Accounts.GROUPS));
    }
}

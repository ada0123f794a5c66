package org.mpath.handler.alua;

import java.util.List;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Arrays with asymmetric logical unit access: every unit that says so in its INQUIRY data, whoever made it (SPC-5 5.18).
 * Its paths are checked with TEST UNIT READY.
 */
@Component(
        scope = ServiceScope.PROTOTYPE,
        property = {
            HardwareHandlerFactory.NAME + "=" + AluaHandlerFactory.FAMILY,
            PrioritizerFactory.NAME + "=" + AluaHandlerFactory.FAMILY,
            PrioritizerFactory.NAME + "=sysfs"
        })
public final class AluaHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "alua";

    /** multipath-tools' rows of arrays with this handler; each array's no_path_retry is its own. */
    private static final ArrayDefaults DEFAULTS =
            new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), 0);

    private static final String EXCLUSIVE_PREFERRED = "exclusive_pref_bit";

    private final Prioritizer prioritizer = new AluaPrioritizer(false);

    @Override
    public String name() {
        return FAMILY;
    }

    /** None: it is not the maker that counts. */
    @Override
    public List<HandlerMatch> matches() {
        return List.of();
    }

    @Override
    public boolean claims(PathFacts path) {
        return path.tpgs() != 0;
    }

    /** @param arguments none, or whether to leave groups that are not preferred alone: 0 or 1 */
    @Override
    public HardwareHandler create(List<String> arguments) {
        if (arguments.isEmpty() || arguments.equals(List.of("0"))) {
            return new AluaHandler(false);
        }
        if (arguments.equals(List.of("1"))) {
            return new AluaHandler(true);
        }
        throw new IllegalArgumentException("alua: takes no argument, or 0 or 1 (optimize), not " + arguments);
    }

    @Override
    public Prioritizer prioritizer() {
        return prioritizer;
    }

    @Override
    public Prioritizer prioritizer(List<String> arguments) {
        return arguments.contains(EXCLUSIVE_PREFERRED) ? new AluaPrioritizer(true) : prioritizer;
    }

    @Override
    public ArrayDefaults defaults() {
        return DEFAULTS;
    }
}

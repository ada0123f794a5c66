package org.mpath.handler.hp.sw;

import java.util.List;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** HP StorageWorks arrays with active/passive controllers, as Linux handles them today (seed-systems 4.6). */
@Component(
        scope = ServiceScope.PROTOTYPE,
        property = {
            HardwareHandlerFactory.NAME + "=" + HpSwHandlerFactory.FAMILY,
            PathCheckerFactory.NAME + "=" + HpSwHandlerFactory.FAMILY,
            PrioritizerFactory.NAME + "=" + HpSwHandlerFactory.FAMILY
        })
public final class HpSwHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "hp_sw";

    //                          vendor      product
    //                          12345678    1234567890123456
    private static final List<HandlerMatch> MATCHES = List.of(
            new HandlerMatch("COMPAQ", "MSA1000 VOLUME"),
            new HandlerMatch("COMPAQ", "HSV110"),
            new HandlerMatch("HP", "HSV100"),
            new HandlerMatch("DEC", "HSG80"));

    /** multipath-tools' rows of these arrays; each array's no_path_retry is its own. */
    private static final ArrayDefaults DEFAULTS =
            new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), -1);

    private final PathChecker checker = new HpSwChecker();
    private final Prioritizer prioritizer = new HpSwPrioritizer();
    private final ControllerPairs pairs = new ControllerPairs();

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return MATCHES;
    }

    /** @param arguments none */
    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("hp_sw: takes no arguments, not " + arguments);
        }
        return new HpSwHandler(pairs);
    }

    @Override
    public PathChecker checker() {
        return checker;
    }

    @Override
    public Prioritizer prioritizer() {
        return prioritizer;
    }

    @Override
    public ArrayDefaults defaults() {
        return DEFAULTS;
    }
}

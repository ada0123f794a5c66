package org.mpath.handler.emc;

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
import org.mpath.scsi.Trespass;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** EMC CLARiiON and VNX arrays. */
@Component(
        scope = ServiceScope.PROTOTYPE,
        property = {
            HardwareHandlerFactory.NAME + "=" + EmcHandlerFactory.FAMILY,
            PathCheckerFactory.NAME + "=" + EmcHandlerFactory.CHECKER,
            PrioritizerFactory.NAME + "=" + EmcHandlerFactory.FAMILY
        })
public final class EmcHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "emc";
    static final String CHECKER = "emc_clariion";

    private static final String FOLLOW = "follow";
    private static final List<String> SWITCHES = List.of("0", "1");

    /** Not LUNZ: nothing is behind it. */
    private static final List<HandlerMatch> MATCHES = List.of(
            // 8 of vendor, 16 of product
            new HandlerMatch("DGC", "RAID"), new HandlerMatch("DGC", "DISK"), new HandlerMatch("DGC", "VRAID"));

    /** multipath-tools' row. */
    private static final ArrayDefaults DEFAULTS =
            new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), 0);

    private final PathChecker checker = new EmcChecker();
    private final Prioritizer prioritizer = new EmcPrioritizer();

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return MATCHES;
    }

    /**
     * Makes a handler.
     *
     * @param arguments {@code follow} or not; then nothing, or short trespass 0 or 1 and honour reservations 0 or 1
     */
    @Override
    public HardwareHandler create(List<String> arguments) {
        boolean follow = !arguments.isEmpty() && arguments.get(0).equals(FOLLOW);
        List<String> form = follow ? arguments.subList(1, arguments.size()) : arguments;
        if (form.isEmpty()) {
            return new EmcHandler(follow, null);
        }
        if (form.size() == 2 && SWITCHES.containsAll(form)) {
            return new EmcHandler(follow, new Trespass(form.get(0).equals("1"), form.get(1).equals("1")));
        }
        throw new IllegalArgumentException("emc: takes no argument, or two that are 0 or 1 (short trespass, honour"
                + " reservations), after follow or not; not " + arguments);
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

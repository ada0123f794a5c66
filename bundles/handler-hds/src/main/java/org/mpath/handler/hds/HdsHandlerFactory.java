package org.mpath.handler.hds;

import java.util.List;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.MalformedResponse;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Hitachi modular arrays (OpenBSD hds(4), seed-systems 1.7): those that say in their INQUIRY data whether their units have an
 * owner. Their paths are checked with TEST UNIT READY.
 */
@Component(
        scope = ServiceScope.PROTOTYPE,
        property = {
            HardwareHandlerFactory.NAME + "=" + HdsHandlerFactory.FAMILY,
            PrioritizerFactory.NAME + "=" + HdsHandlerFactory.FAMILY
        })
public final class HdsHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "hds";

    private static final List<String> FOLLOW = List.of("follow");

    //                          vendor      product
    //                          12345678    1234567890123456
    private static final List<HandlerMatch> MATCHES = List.of(
            new HandlerMatch("HITACHI", "DF600F          "),
            new HandlerMatch("HITACHI", "DF600F-CM       "));

    /**
     * multipath-tools' row of the AMS family. The row of the AMS 2000 asks for one group: their paths rank alike, so that
     * they are in one.
     */
    private static final ArrayDefaults DEFAULTS =
            new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), 0);

    private final Prioritizer prioritizer = new HdsPrioritizer();

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return MATCHES;
    }

    @Override
    public boolean claims(PathFacts path) {
        return HardwareHandlerFactory.super.claims(path) && saysHowItIsReached(path.inquiry());
    }

    private static boolean saysHowItIsReached(byte[] inquiry) {
        try {
            return HdsInquiry.parse(inquiry).access() != HdsInquiry.Access.NOT_SAID;
        } catch (MalformedResponse tooShort) {
            return false;
        }
    }

    /** @param arguments none, or {@code follow}, which it does anyway */
    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty() && !arguments.equals(FOLLOW)) {
            throw new IllegalArgumentException("hds: takes no argument, or follow, not " + arguments);
        }
        return new HdsHandler();
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

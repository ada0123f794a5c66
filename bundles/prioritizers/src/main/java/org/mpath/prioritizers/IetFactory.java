package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code iet}: the address of an iSCSI target that is preferred. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + IetFactory.PRIORITIZER)
public final class IetFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "iet";

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /** @param arguments {@code preferredip=ADDRESS}, IPv4 or IPv6 */
    @Override
    public Prioritizer create(List<String> arguments) {
        Arguments given = Arguments.of(PRIORITIZER, arguments, List.of("preferredip"));
        return new IetPrioritizer(given.address("preferredip"));
    }
}

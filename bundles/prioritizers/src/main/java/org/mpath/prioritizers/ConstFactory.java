package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code const}: all paths are equal. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + ConstFactory.PRIORITIZER)
public final class ConstFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "const";

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /** @param arguments none */
    @Override
    public Prioritizer create(List<String> arguments) {
        Arguments.none(PRIORITIZER, arguments);
        return new ConstPrioritizer();
    }
}

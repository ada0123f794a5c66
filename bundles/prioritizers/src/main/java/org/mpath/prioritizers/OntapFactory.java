package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code ontap}: how a filer of NetApp is reached. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + OntapFactory.PRIORITIZER)
public final class OntapFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "ontap";

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /** @param arguments none */
    @Override
    public Prioritizer create(List<String> arguments) {
        Arguments.none(PRIORITIZER, arguments);
        return new OntapPrioritizer();
    }
}

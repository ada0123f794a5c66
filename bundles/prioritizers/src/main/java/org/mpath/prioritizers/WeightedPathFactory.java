package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code weightedpath}: numbers for paths, by what they are called. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + WeightedPathFactory.PRIORITIZER)
public final class WeightedPathFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "weightedpath";

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /**
     * Makes one.
     *
     * @param arguments {@code hbtl}, {@code devname} or {@code serial}, then pairs of a regular expression and a number
     */
    @Override
    public Prioritizer create(List<String> arguments) {
        return WeightedPathPrioritizer.of(arguments);
    }
}

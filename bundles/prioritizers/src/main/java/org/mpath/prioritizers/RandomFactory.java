package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code random}: a number from 1 to 10 each time, to try out what follows from ranks. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + RandomFactory.PRIORITIZER)
public final class RandomFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "random";

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /** @param arguments none */
    @Override
    public Prioritizer create(List<String> arguments) {
        Arguments.none(PRIORITIZER, arguments);
        return new RandomPrioritizer(path -> path.reactor().nanoTime() ^ (long) path.name().hashCode() << Integer.SIZE);
    }
}

package org.mpath.selector.round.robin;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Offers {@code round-robin}, which as in the kernel takes no notice of selector arguments. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathSelectorFactory.NAME + "=" + RoundRobinFactory.TYPE)
public final class RoundRobinFactory implements PathSelectorFactory {
    static final String TYPE = "round-robin";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new RoundRobin();
    }
}

package org.mpath.selector.round.robin;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Offers {@code round-robin-2005}, which takes no notice of selector arguments either. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathSelectorFactory.NAME + "=" + RoundRobin2005Factory.TYPE)
public final class RoundRobin2005Factory implements PathSelectorFactory {
    static final String TYPE = "round-robin-2005";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new RoundRobin2005();
    }
}

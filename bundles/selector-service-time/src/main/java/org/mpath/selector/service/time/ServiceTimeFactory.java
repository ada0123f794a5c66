package org.mpath.selector.service.time;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Offers {@code service-time}, which as in the kernel takes no notice of selector arguments. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathSelectorFactory.NAME + "=" + ServiceTimeFactory.TYPE)
public final class ServiceTimeFactory implements PathSelectorFactory {
    static final String TYPE = "service-time";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new ServiceTime();
    }
}

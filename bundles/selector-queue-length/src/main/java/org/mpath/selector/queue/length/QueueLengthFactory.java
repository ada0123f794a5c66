package org.mpath.selector.queue.length;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Offers {@code queue-length}, which as in the kernel takes no notice of selector arguments. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathSelectorFactory.NAME + "=" + QueueLengthFactory.TYPE)
public final class QueueLengthFactory implements PathSelectorFactory {
    static final String TYPE = "queue-length";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new QueueLength();
    }
}

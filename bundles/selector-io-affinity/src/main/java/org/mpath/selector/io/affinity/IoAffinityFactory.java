package org.mpath.selector.io.affinity;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Offers {@code io-affinity}, which as in the kernel takes no notice of selector arguments. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathSelectorFactory.NAME + "=" + IoAffinityFactory.TYPE)
public final class IoAffinityFactory implements PathSelectorFactory {
    static final String TYPE = "io-affinity";

    private final Processors processors;

    /** Selectors for the processors of this machine. */
    public IoAffinityFactory() {
        this("/");
    }

    /**
     * Selectors for other processors than this machine's.
     *
     * @param root the folder that {@code proc} and {@code sys} are read in
     */
    public IoAffinityFactory(String root) {
        this(new LinuxProcessors(root));
    }

    IoAffinityFactory(Processors processors) {
        this.processors = processors;
    }

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new IoAffinity(processors);
    }
}

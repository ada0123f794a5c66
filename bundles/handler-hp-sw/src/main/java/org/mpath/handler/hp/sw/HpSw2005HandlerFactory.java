package org.mpath.handler.hp.sw;

import java.util.List;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** The handler device-mapper had for these arrays in 2005 (seed-systems 4.1), for tables that name it; it claims no path. */
@Component(scope = ServiceScope.PROTOTYPE, property = HardwareHandlerFactory.NAME + "=" + HpSw2005HandlerFactory.TYPE)
public final class HpSw2005HandlerFactory implements HardwareHandlerFactory {
    static final String TYPE = "hp-sw";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of();
    }

    /** @param arguments none */
    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("hp-sw: takes no arguments, not " + arguments);
        }
        return new HpSw2005Handler();
    }
}

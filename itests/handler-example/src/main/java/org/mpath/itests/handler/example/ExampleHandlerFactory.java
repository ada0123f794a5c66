package org.mpath.itests.handler.example;

import java.util.List;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Claims the units that tests make and leaves every sense code to the engine. */
@Component(scope = ServiceScope.PROTOTYPE, property = HardwareHandlerFactory.NAME + "=" + ExampleHandlerFactory.FAMILY)
public final class ExampleHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "example";

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of(new HandlerMatch("MPATH   ", "TGT"));
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        return (path, senseKey, asc, ascq) -> Verdict.DECLINED;
    }
}

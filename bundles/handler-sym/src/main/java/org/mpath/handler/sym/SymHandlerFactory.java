package org.mpath.handler.sym;

import java.util.List;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Symmetric arrays: every path is as good as any other, no command is ever sent, sense data is left to the engine
 * (OpenBSD sym(4)).
 */
@Component(scope = ServiceScope.PROTOTYPE, property = HardwareHandlerFactory.NAME + "=" + SymHandlerFactory.FAMILY)
public final class SymHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "sym";

    private static final HardwareHandler SYMMETRIC = (path, senseKey, asc, ascq) -> Verdict.DECLINED;

    //                          vendor      product
    //                          12345678    1234567890123456
    private static final List<HandlerMatch> MATCHES = List.of(
            new HandlerMatch("TOSHIBA", "MBF"),
            new HandlerMatch("SEAGATE", "ST"),
            new HandlerMatch("SGI", "ST"),
            new HandlerMatch("FUJITSU", "MBD"),
            new HandlerMatch("FUJITSU", "MA"),
            new HandlerMatch("MPATH   ", "LAB-SYM         "));

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return MATCHES;
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("sym: takes no arguments, not " + arguments);
        }
        return SYMMETRIC;
    }
}

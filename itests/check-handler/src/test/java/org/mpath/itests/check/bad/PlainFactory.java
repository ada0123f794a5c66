package org.mpath.itests.check.bad;

import java.util.List;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;

/** Nothing is wrong with this one. */
public class PlainFactory implements HardwareHandlerFactory {
    /** The name of all of them. */
    static final String FAMILY = "bad";

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of(new HandlerMatch("NOBODY  ", "BAD"));
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("bad: takes no arguments, not " + arguments);
        }
        return new PlainHandler();
    }

    /** Nor with its handlers. */
    static class PlainHandler implements HardwareHandler {
        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            return Verdict.DECLINED;
        }

        @Override
        public Activation activation() {
            return Activation.EVERY_PATH;
        }
    }
}

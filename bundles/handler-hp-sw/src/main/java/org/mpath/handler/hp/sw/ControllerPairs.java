package org.mpath.handler.hp.sw;

import java.util.HashMap;
import java.util.Map;
import org.mpath.api.path.PathDevice;

/**
 * The controller pairs behind the maps of each reactor, found by port: the ports through which one map is reached lead to one
 * pair. Any thread.
 */
final class ControllerPairs {
    private final Map<String, ControllerPair> byPort = new HashMap<>();
    /** How many handlers use each. */
    private final Map<ControllerPair, Integer> users = new HashMap<>();

    /** The pair behind a path, for a handler that knows none yet. */
    synchronized ControllerPair use(PathDevice path) {
        ControllerPair pair = byPort.computeIfAbsent(port(path), port -> new ControllerPair());
        users.merge(pair, 1, Integer::sum);
        return pair;
    }

    /** The handler's pair is behind this path too. */
    synchronized void join(PathDevice path, ControllerPair pair) {
        byPort.putIfAbsent(port(path), pair);
    }

    /** A handler uses its pair no more. */
    synchronized void release(ControllerPair pair) {
        if (users.computeIfPresent(pair, (used, count) -> count == 1 ? null : count - 1) == null) {
            byPort.values().removeIf(each -> each == pair);
        }
    }

    private static String port(PathDevice path) {
        return path.reactor().name() + ' ' + path.transport() + ' ' + path.port();
    }
}

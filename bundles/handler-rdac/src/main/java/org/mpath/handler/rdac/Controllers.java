package org.mpath.handler.rdac;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The controllers that paths are known to lead to, shared by all maps of one factory; those of no path are gone. Any thread. */
final class Controllers {
    /**
     * What makes two controllers the same.
     *
     * @param array identity of the array (VPD C8h)
     * @param slot the controller's slot (VPD C4h)
     * @param transport numbers of units are those of one host side
     * @param reactor name of the reactor: each has its own, so that nothing has to be locked. The reactor itself is lent to
     *     each path anew
     */
    record Key(String array, int slot, String transport, String reactor) {}

    private final Map<Key, RdacController> controllers = new ConcurrentHashMap<>();

    /** The controller, for one more path. On its reactor. */
    RdacController take(Key key) {
        return controllers.compute(key, (same, present) -> {
            RdacController controller = present == null ? new RdacController(key) : present;
            controller.pathCame();
            return controller;
        });
    }

    /** For one path less. On its reactor. */
    void giveBack(RdacController controller) {
        controllers.computeIfPresent(controller.key(), (key, present) -> present.pathWent() ? null : present);
    }

    int count() {
        return controllers.size();
    }
}

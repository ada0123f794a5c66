package org.mpath.itests.sim.plugin;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.sim.fabric.SimPath;

/** A handler at work in the map. */
public interface Attached {
    /** What the engine is given. */
    HardwareHandler handler();

    /** A path as the handler is shown it. */
    PathDevice path(SimPath path);

    /** The map does without it from now on. */
    void close();
}

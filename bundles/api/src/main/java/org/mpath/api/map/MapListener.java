package org.mpath.api.map;

import org.osgi.annotation.versioning.ConsumerType;

/** Whiteboard service: gets every event of the data plane, in order, on the event thread. Slow listeners delay others. */
@ConsumerType
@FunctionalInterface
public interface MapListener {
    /** Something happened; the snapshots already show it. */
    void mapEvent(MapEvent event);
}

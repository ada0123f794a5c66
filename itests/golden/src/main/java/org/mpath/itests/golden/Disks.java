package org.mpath.itests.golden;

import java.util.List;
import org.mpath.core.HandlerChoice.Attached;

/** The disks of a kernel as an {@link EngineMap} sees them, by the names that its table has for them. */
public interface Disks {
    /** Whether there is such a disk. */
    boolean has(String disk);

    /** The name of the device handler that is attached to a disk; empty when none. */
    String attached(String disk);

    /** How a disk takes a device handler. */
    Attached attach(String disk, String handler, List<String> arguments);

    /** Whether a disk answers nothing now. */
    boolean isOffline(String disk);
}

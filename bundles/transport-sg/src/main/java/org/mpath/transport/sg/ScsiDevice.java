package org.mpath.transport.sg;

import java.nio.file.Path;
import org.mpath.api.path.DeviceNodes;

/**
 * A disk that the kernel has.
 *
 * @param address where
 * @param nodes what it is called
 * @param port by what it is attached
 * @param state file with its state
 * @param hostState file with the state of its host
 * @param hostTags how many commands its host takes at a time; 0 when not known
 */
record ScsiDevice(
        ScsiAddress address, DeviceNodes nodes, TransportPort port, Path state, Path hostState, int hostTags) {
    /** Why commands cannot go through it now; null when they can. Reads what the kernel says now. */
    String down() {
        return LinkState.reason(SysTree.text(state), port.state() == null ? "" : SysTree.text(port.state()),
                SysTree.text(hostState));
    }

    /** Its generic node. */
    String node() {
        return "/dev/" + nodes.generic();
    }
}

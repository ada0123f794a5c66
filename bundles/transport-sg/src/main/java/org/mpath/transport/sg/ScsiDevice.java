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
    /** How names of nodes begin that are the bsg driver's. */
    static final String BSG = "bsg/";

    /** Why commands cannot go through it now; null when they can. Reads what the kernel says now. */
    String down() {
        return LinkState.reason(SysTree.text(state), port.state() == null ? "" : SysTree.text(port.state()),
                SysTree.text(hostState));
    }

    /** Its node for commands. */
    String node() {
        return "/dev/" + nodes.generic();
    }

    /** Its node for resets, which bsg has not. */
    String resetNode() {
        return "/dev/" + (isBsg() ? nodes.block() : nodes.generic());
    }

    private boolean isBsg() {
        return nodes.generic().startsWith(BSG);
    }

    /** Whether another one has the same node. All devices that ever are at an address have the same one of bsg. */
    boolean hasNodeOf(ScsiDevice other) {
        return isBsg() || nodes.generic().equals(other.nodes.generic());
    }
}

package org.mpath.transport.sg;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which generic node and which block node are of one device: those whose directories in sysfs lead to the same host,
 * channel, target and unit. The 2003 tools asked both kinds of nodes for these numbers; here the links tell.
 */
final class NodePivot {
    private final Map<ScsiAddress, Path> generics;
    private final Map<ScsiAddress, Path> blocks;

    private NodePivot(Map<ScsiAddress, Path> generics, Map<ScsiAddress, Path> blocks) {
        this.generics = generics;
        this.blocks = blocks;
    }

    /** Reads both kinds of nodes; those without a device do not count. */
    static NodePivot of(SysTree tree) {
        return new NodePivot(byAddress(SysTree.entries(tree.at("sys/class/scsi_generic"))),
                byAddress(SysTree.entries(tree.at("sys/block"))));
    }

    private static Map<ScsiAddress, Path> byAddress(List<Path> nodes) {
        Map<ScsiAddress, Path> byAddress = new TreeMap<>();
        for (Path node : nodes) {
            Path device = SysTree.target(node.resolve("device"));
            ScsiAddress address = device == null ? null : ScsiAddress.parse(device.getFileName().toString());
            if (address != null) {
                byAddress.put(address, node);
            }
        }
        return byAddress;
    }

    /** The devices that have a generic node, in order. */
    Iterable<ScsiAddress> addresses() {
        return generics.keySet();
    }

    /** Whether there are generic nodes at all. */
    boolean isEmpty() {
        return generics.isEmpty();
    }

    /** Directory of the generic node. */
    Path generic(ScsiAddress address) {
        return generics.get(address);
    }

    /** Directory of the block node; null when there is none. */
    Path block(ScsiAddress address) {
        return blocks.get(address);
    }

    /** How many devices have a block node and no generic one. */
    long withoutGeneric() {
        return blocks.keySet().stream().filter(address -> !generics.containsKey(address)).count();
    }
}

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
    private final Map<ScsiAddress, Node> generics;
    private final Map<ScsiAddress, Node> blocks;

    private NodePivot(Map<ScsiAddress, Node> generics, Map<ScsiAddress, Node> blocks) {
        this.generics = generics;
        this.blocks = blocks;
    }

    /** Directories of a node and of the device behind it. */
    private record Node(Path home, Path device) {}

    /** Reads both kinds of nodes; those without a device do not count. */
    static NodePivot of(SysTree tree) {
        return new NodePivot(byAddress(SysTree.entries(tree.at("sys/class/scsi_generic"))),
                byAddress(SysTree.entries(tree.at("sys/block"))));
    }

    private static Map<ScsiAddress, Node> byAddress(List<Path> nodes) {
        Map<ScsiAddress, Node> byAddress = new TreeMap<>();
        for (Path node : nodes) {
            Path home = SysTree.target(node);
            Path device = home == null ? null : SysTree.target(home.resolve("device"));
            ScsiAddress address = device == null ? null : ScsiAddress.parse(device.getFileName().toString());
            if (address != null) {
                byAddress.put(address, new Node(home, device));
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

    /** Directory of the device that a generic node is of. */
    Path device(ScsiAddress address) {
        return generics.get(address).device();
    }

    /** Directory of the generic node. */
    Path generic(ScsiAddress address) {
        return generics.get(address).home();
    }

    /** Directory of the block node; null when there is none. */
    Path block(ScsiAddress address) {
        Node block = blocks.get(address);
        return block == null ? null : block.home();
    }

    /** How many devices have a block node and no generic one. */
    long withoutGeneric() {
        return blocks.keySet().stream().filter(address -> !generics.containsKey(address)).count();
    }
}

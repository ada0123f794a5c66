package org.mpath.transport.sg;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which generic node and which block node are of one device: those whose directories in sysfs lead to the same host,
 * channel, target and unit. The 2003 tools asked both kinds of nodes for these numbers; here the links tell. Where there is no
 * generic node, a node of the bsg driver stands for it.
 */
final class NodePivot {
    private final Map<ScsiAddress, Path> generics;
    private final Map<ScsiAddress, Path> blocks;

    private NodePivot(Map<ScsiAddress, Path> generics, Map<ScsiAddress, Path> blocks) {
        this.generics = generics;
        this.blocks = blocks;
    }

    /** Reads all kinds of nodes; those without a device do not count. Of one device the bsg node comes last, so it is read first. */
    static NodePivot of(SysTree tree) {
        Map<ScsiAddress, Path> generics = byAddress(SysTree.entries(tree.at("sys/class/bsg")));
        generics.putAll(byAddress(SysTree.entries(tree.at("sys/class/scsi_generic"))));
        return new NodePivot(generics, byAddress(SysTree.entries(tree.at("sys/block"))));
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

    /** The devices that have a node for commands, in order. */
    Iterable<ScsiAddress> addresses() {
        return generics.keySet();
    }

    /** Whether there are nodes for commands at all. */
    boolean isEmpty() {
        return generics.isEmpty();
    }

    /** Directory of the node for commands. */
    Path generic(ScsiAddress address) {
        return generics.get(address);
    }

    /** Name of the node for commands, below {@code /dev}. */
    String name(ScsiAddress address) {
        String name = generics.get(address).getFileName().toString();
        return isBsg(address) ? ScsiDevice.BSG + name : name;
    }

    /** Whether it is one of the bsg driver: those are called as their device. */
    boolean isBsg(ScsiAddress address) {
        return generics.get(address).getFileName().toString().equals(address.toString());
    }

    /** Directory of the block node; null when there is none. */
    Path block(ScsiAddress address) {
        return blocks.get(address);
    }

    /** How many disks have a node of the bsg driver only. */
    long byBsg() {
        return blocks.keySet().stream().filter(generics::containsKey).filter(this::isBsg).count();
    }

    /** How many devices have a block node and none for commands. */
    long withoutGeneric() {
        return blocks.keySet().stream().filter(address -> !generics.containsKey(address)).count();
    }
}

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
    private final Map<ScsiAddress, Node> generics;
    private final Map<ScsiAddress, Node> blocks;

    private NodePivot(Map<ScsiAddress, Node> generics, Map<ScsiAddress, Node> blocks) {
        this.generics = generics;
        this.blocks = blocks;
    }

    /** Directories of a node and of the device behind it. */
    private record Node(Path home, Path device) {}

    /** Reads all kinds of nodes; those without a device do not count. */
    static NodePivot of(SysTree tree) {
        Map<ScsiAddress, Node> generics = byAddress(SysTree.entries(tree.at("sys/class/scsi_generic")));
        generics.putAll(byAddress(SysTree.entries(tree.at("sys/class/bsg")).stream()
                .filter(node -> standsAlone(node, generics))
                .toList()));
        return new NodePivot(generics, byAddress(SysTree.entries(tree.at("sys/block"))));
    }

    /** Whether a node of the bsg driver, which has some for ports and hosts, too, is of a device without a generic node. */
    private static boolean standsAlone(Path node, Map<ScsiAddress, Node> generics) {
        ScsiAddress address = ScsiAddress.parse(node.getFileName().toString());
        return address != null && !generics.containsKey(address);
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

    /** The devices that have a node for commands, in order. */
    Iterable<ScsiAddress> addresses() {
        return generics.keySet();
    }

    /** Whether there are nodes for commands at all. */
    boolean isEmpty() {
        return generics.isEmpty();
    }

    /** Directory of the device that a node for commands is of. */
    Path device(ScsiAddress address) {
        return generics.get(address).device();
    }

    /** Directory of the node for commands. */
    Path generic(ScsiAddress address) {
        return generics.get(address).home();
    }

    /** Name of the node for commands, below {@code /dev}. */
    String name(ScsiAddress address) {
        String name = generic(address).getFileName().toString();
        return isBsg(address) ? ScsiDevice.BSG + name : name;
    }

    /** Whether it is one of the bsg driver: those are called as their device. */
    boolean isBsg(ScsiAddress address) {
        return generic(address).getFileName().toString().equals(address.toString());
    }

    /** Directory of the block node; null when there is none. */
    Path block(ScsiAddress address) {
        Node block = blocks.get(address);
        return block == null ? null : block.home();
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

package org.mpath.transport.sg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.api.path.DeviceNodes;

/** Finds the disks of this host in sysfs, sending nothing to any device. Pure but for the tree it reads. */
final class SysfsScan {
    /** Peripheral device types that become paths (SPC-5 table 148): direct access, and the same by zones. */
    private static final Set<String> DISKS = Set.of("0", "20");
    /** What sg collects the data of a command in: so many elements of 32 KiB. */
    private static final long SG_ELEMENT_BYTES = 32 * 1024;
    /** A command by bsg has an element for each page, the smallest of which is this. */
    private static final long PAGE_BYTES = 4096;

    private static final long KIB = 1024;
    /** The sg driver takes less than this. */
    private static final long SG_TRANSFER_BYTES_MAX = 128L << 20;

    private final SysTree tree;
    private final UdevRecords udev;
    private final HostChoice hosts;

    SysfsScan(SysTree tree, HostChoice hosts) {
        this.tree = tree;
        this.udev = new UdevRecords(tree);
        this.hosts = hosts;
    }

    /** What there is now. */
    Found scan() {
        NodePivot pivot = NodePivot.of(tree);
        Map<Integer, Host> seen = new HashMap<>();
        List<ScsiDevice> disks = new ArrayList<>();
        for (ScsiAddress address : pivot.addresses()) {
            Host host = seen.computeIfAbsent(address.host(), this::host);
            if (host.chosen() && DISKS.contains(SysTree.text(pivot.device(address).resolve("type")))) {
                disks.add(disk(address, host, pivot));
            }
        }
        return new Found(List.copyOf(disks), note(pivot));
    }

    /**
     * What a scan found.
     *
     * @param disks in order of their addresses
     * @param note why there are none, or not all, one sentence; empty when all is well
     */
    record Found(List<ScsiDevice> disks, String note) {}

    private String note(NodePivot pivot) {
        if (pivot.withoutGeneric() > 0) {
            return pivot.withoutGeneric() + " SCSI disk(s) have no generic node: modprobe sg";
        }
        if (pivot.byBsg() > 0) {
            return pivot.byBsg() + " SCSI disk(s) have no generic node but that of bsg, which is slower: modprobe sg";
        }
        return pivot.isEmpty() ? "this host has no SCSI devices with generic nodes" : "";
    }

    /**
     * A host adapter, looked at once for all its disks.
     *
     * @param chosen whether its disks become paths
     * @param tags how many commands it takes at a time; 0 when not known
     * @param elements in how many pieces the data of a command may be; 0 when not known
     */
    private record Host(Path home, boolean chosen, int tags, long elements) {}

    private Host host(int number) {
        Path home = tree.at("sys/class/scsi_host/host" + number);
        return new Host(home, hosts.includes(home),
                (int) Math.max(0, Math.min(Integer.MAX_VALUE, SysTree.number(home.resolve("can_queue"), 0))),
                SysTree.number(home.resolve("sg_tablesize"), 0));
    }

    private ScsiDevice disk(ScsiAddress address, Host host, NodePivot pivot) {
        Path device = pivot.device(address);
        TransportPort port = TransportPort.of(tree, device);
        return new ScsiDevice(address, nodes(address, host, pivot, port), port, device.resolve("state"),
                host.home().resolve("state"), host.tags());
    }

    private DeviceNodes nodes(ScsiAddress address, Host host, NodePivot pivot, TransportPort port) {
        Path block = pivot.block(address);
        int[] numbers = block == null ? new int[] {-1, -1} : numbers(SysTree.text(block.resolve("dev")));
        String name = block == null || numbers[0] < 0 ? "" : block.getFileName().toString();
        long elementBytes = pivot.isBsg(address) ? PAGE_BYTES : SG_ELEMENT_BYTES;
        return new DeviceNodes(name, numbers[0], numbers[1], pivot.name(address),
                address.toString(), port.protocol(), transferBytesMax(host.elements(), block, elementBytes),
                name.isEmpty() ? List.of() : udev.properties(numbers[0], numbers[1]));
    }

    /** What {@code 8:16} says; negative numbers when it is something else. */
    private static int[] numbers(String text) {
        if (!text.matches("\\d{1,9}:\\d{1,9}")) {
            return new int[] {-1, -1};
        }
        int colon = text.indexOf(':');
        return new int[] {Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1))};
    }

    /** The least of what host, block layer and driver take. */
    private static long transferBytesMax(long elements, Path block, long elementBytes) {
        long most = elements <= 0 ? SG_TRANSFER_BYTES_MAX : Math.min(SG_TRANSFER_BYTES_MAX, elements * elementBytes);
        long kib = block == null ? 0 : SysTree.number(block.resolve("queue/max_hw_sectors_kb"), 0);
        return kib <= 0 ? most : Math.min(most, kib * KIB);
    }

    /** Whether udev runs, so that what it says of a device is worth waiting for. */
    boolean awaitsUdev(ScsiDevice disk) {
        return udev.runs() && disk.nodes().properties().isEmpty() && !disk.nodes().block().isEmpty();
    }
}

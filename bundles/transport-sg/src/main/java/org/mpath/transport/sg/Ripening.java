package org.mpath.transport.sg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which disks are ready to become paths. The kernel makes the generic node first, the block node a moment later, and udev
 * writes its properties after that; rules may ask for all of them. What does not come in time is done without. Pure.
 */
final class Ripening {
    private static final long NODE_NANOS = 2_000_000_000L;
    private static final long UDEV_NANOS = 10_000_000_000L;

    private final Map<ScsiAddress, Long> since = new HashMap<>();

    /**
     * The disks that are ready; the others have to be looked at again soon.
     *
     * @param known those that are paths already
     * @param awaitsUdev whether udev has still to deal with one
     */
    List<ScsiDevice> ripe(
            List<ScsiDevice> disks, Predicate<ScsiAddress> known, Predicate<ScsiDevice> awaitsUdev, long nowNanos) {
        List<ScsiDevice> ripe = new ArrayList<>();
        Set<ScsiAddress> there = new HashSet<>();
        for (ScsiDevice disk : disks) {
            there.add(disk.address());
            long age = nowNanos - since.computeIfAbsent(disk.address(), address -> nowNanos);
            boolean needsNode = disk.nodes().block().isEmpty() && age < NODE_NANOS;
            boolean needsUdev = awaitsUdev.test(disk) && age < UDEV_NANOS;
            if (known.test(disk.address()) || !needsNode && !needsUdev) {
                ripe.add(disk);
            }
        }
        since.keySet().retainAll(there);
        return ripe;
    }
}

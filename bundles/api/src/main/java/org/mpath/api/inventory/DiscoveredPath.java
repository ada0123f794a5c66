package org.mpath.api.inventory;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.mpath.api.path.DeviceNodes;

/**
 * A path as discovery sees it.
 *
 * @param name its name
 * @param transport its transport's type
 * @param port its port
 * @param lun its logical unit number
 * @param vendor INQUIRY vendor, trimmed and made visible; empty until identified
 * @param product INQUIRY product, trimmed and made visible; empty until identified
 * @param wwid identity of its unit; empty until identified
 * @param map the map it is in; empty when in none
 * @param checker what the checker last said
 * @param family the array family whose plug-in claims it; empty when none does
 * @param priority how good it is, higher is better; 1 when nobody tells paths of its family apart, negative while it is not
 *     known
 * @param portGroup number of what changes state together at the array, such as its target port group; negative when it is
 *     not known
 * @param access the array's word for the state of the path, such as {@code active/optimized}; empty when it has none
 * @param reason why it is down, marginal or in no map, one sentence; empty when all is well
 * @param revision INQUIRY product revision level, trimmed and made visible; empty until identified
 * @param serial unit serial number (VPD 80h), trimmed and made visible; empty when the unit has none
 * @param sizeBytes capacity of its unit; 0 while it is not known
 * @param marginal whether it is in use and fails so often that it forms a group of its own, which is used last
 * @param nodes what the kernel calls the device it goes through; {@link DeviceNodes#NONE} when there is none
 * @param vendorName what the array calls the unit, by a VPD page of its vendor's ({@code vpd_vendor}), made visible; empty when
 *     that is not read, or there is none
 */
public record DiscoveredPath(
        String name,
        String transport,
        String port,
        long lun,
        String vendor,
        String product,
        String wwid,
        String map,
        CheckerState checker,
        String family,
        int priority,
        int portGroup,
        String access,
        String reason,
        String revision,
        String serial,
        long sizeBytes,
        boolean marginal,
        DeviceNodes nodes,
        String vendorName) {
    /** One that no device of the kernel stands for, and whose array gave it no name that is read. */
    public DiscoveredPath(
            String name,
            String transport,
            String port,
            long lun,
            String vendor,
            String product,
            String wwid,
            String map,
            CheckerState checker,
            String family,
            int priority,
            int portGroup,
            String access,
            String reason,
            String revision,
            String serial,
            long sizeBytes,
            boolean marginal) {
        this(name, transport, port, lun, vendor, product, wwid, map, checker, family, priority, portGroup, access, reason,
                revision, serial, sizeBytes, marginal, DeviceNodes.NONE, "");
    }

    /** One that is not marginal, and of whose unit no more than the identity is known. */
    public DiscoveredPath(
            String name,
            String transport,
            String port,
            long lun,
            String vendor,
            String product,
            String wwid,
            String map,
            CheckerState checker,
            String family,
            int priority,
            int portGroup,
            String access,
            String reason) {
        this(name, transport, port, lun, vendor, product, wwid, map, checker, family, priority, portGroup, access, reason,
                "", "", 0, false);
    }

    /**
     * The priority of a group of paths: the mean of the known priorities of those that are up or ghost, rounded down
     * (multipath-tools); 0 when none is, -1 when nothing is known of these.
     */
    public static int groupPriority(Collection<DiscoveredPath> group) {
        List<DiscoveredPath> usable = group.stream()
                .filter(path -> path.checker == CheckerState.UP || path.checker == CheckerState.GHOST)
                .toList();
        OptionalDouble mean = usable.stream()
                .mapToInt(DiscoveredPath::priority)
                .filter(priority -> priority >= 0)
                .average();
        return mean.isPresent() ? (int) mean.getAsDouble() : usable.isEmpty() ? 0 : -1;
    }
}

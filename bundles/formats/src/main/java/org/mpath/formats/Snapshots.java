package org.mpath.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** Makes lines of snapshots: those of the data plane and of discovery, taken at about the same time. */
public final class Snapshots {
    private static final String MARGINAL = "marginal";
    private static final String QUEUEING = "queue_if_no_path";
    /** The one family whose port groups are target port groups. */
    private static final String ALUA = "alua";

    private final Map<String, DiscoveredPath> discovered = new LinkedHashMap<>();
    /** The state of each path in its map, and the map, by path name. */
    private final Map<String, PathState> states = new LinkedHashMap<>();

    private final Map<String, MapState> mapsOfPaths = new HashMap<>();

    /** Makes one. */
    public Snapshots(Collection<MapState> maps, Collection<DiscoveredPath> paths) {
        paths.forEach(path -> discovered.put(path.name(), path));
        for (MapState map : maps) {
            map.groups().forEach(group -> group.paths().forEach(path -> {
                states.put(nameOf(path), path);
                mapsOfPaths.put(nameOf(path), map);
            }));
        }
    }

    /** A table may call a path by what the kernel calls its device. */
    private String nameOf(PathState path) {
        String word = path.name();
        return discovered.containsKey(word) ? word : discovered.values().stream()
                .filter(known -> known.nodes().isCalled(word))
                .map(DiscoveredPath::name)
                .findFirst()
                .orElse(word);
    }

    /** Every path there is: those that discovery knows by its order, then those that tables alone name. */
    public List<PathLine> paths() {
        List<String> names = new ArrayList<>(discovered.keySet());
        states.keySet().stream().filter(name -> !discovered.containsKey(name)).forEach(names::add);
        return names.stream().map(this::path).toList();
    }

    /**
     * A map with its groups and paths.
     *
     * @param selectors the selector of each group and its arguments, as the table says; perhaps not of all
     * @param policy null when the map did not tell it
     */
    public MapLine map(MapState map, List<List<String>> selectors, MapPolicy policy) {
        LogicalUnit unit = map.unit();
        Values<MapWildcard> values = new Values<>(MapWildcard.class)
                .put(MapWildcard.NAME, map.name())
                .put(MapWildcard.UUID, unit.wwid())
                .put(MapWildcard.QUEUEING, queueing(map, policy))
                .put(MapWildcard.WRITE_PROTECTION, unit.limits().readOnly() ? "ro" : "rw")
                .put(MapWildcard.STATE, map.condition() == MapState.Condition.SUSPENDED ? "suspend" : "active")
                .put(MapWildcard.SIZE, Sizes.text(unit.sizeBytes() / 512))
                .put(MapWildcard.FEATURES, Words.counted(map.features()))
                .put(MapWildcard.HANDLER, Words.counted(map.handler().isEmpty() ? List.of() : List.of(map.handler())))
                .put(MapWildcard.PATH_FAULTS, map.totals().pathFailures())
                .put(MapWildcard.GROUP_SWITCHES, map.totals().groupSwitches())
                .put(MapWildcard.TABLE_LOADS, map.totals().tableLoads())
                .put(MapWildcard.QUEUEING_TIME, map.totals().queueingMillis() / 1000)
                .put(MapWildcard.QUEUE_TIMEOUTS, map.totals().queueTimeouts())
                .put(MapWildcard.FAILURES, map.totals().noPathFailures())
                .put(MapWildcard.VENDOR_PRODUCT, orUnknown(unit.vendor()) + "," + orUnknown(unit.product()))
                .put(MapWildcard.VENDOR, unit.vendor())
                .put(MapWildcard.PRODUCT, unit.product())
                .put(MapWildcard.REVISION, unit.revision())
                .put(MapWildcard.VPD_PAGE, vendorName(map))
                .put(MapWildcard.MAX_SECTORS_KB, maxKibibytes(unit));
        return new MapLine(values, map.groups().stream().map(group -> group(group, selectors)).toList());
    }

    /** All paths lead to one unit: any that was told its name has it. */
    private String vendorName(MapState map) {
        return map.groups().stream()
                .flatMap(group -> known(group).stream())
                .map(DiscoveredPath::vendorName)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private GroupLine group(GroupState group, List<List<String>> selectors) {
        Values<GroupWildcard> values = new Values<>(GroupWildcard.class)
                .put(GroupWildcard.SELECTOR, group.selector() + " " + Words.counted(arguments(group, selectors)))
                .put(GroupWildcard.PRIORITY, DiscoveredPath.groupPriority(known(group)))
                .put(GroupWildcard.MARGINAL, known(group).stream().anyMatch(DiscoveredPath::marginal) ? MARGINAL : "")
                .put(GroupWildcard.STATE, word(group.state()));
        return new GroupLine(values, group.paths().stream().map(path -> path(nameOf(path))).toList());
    }

    /** None where the table names another selector than is at work. */
    private static List<String> arguments(GroupState group, List<List<String>> selectors) {
        List<String> words = group.number() <= selectors.size() ? selectors.get(group.number() - 1) : List.of();
        return !words.isEmpty() && words.get(0).equals(group.selector()) ? words.subList(1, words.size()) : List.of();
    }

    private List<DiscoveredPath> known(GroupState group) {
        return group.paths().stream().map(path -> discovered.get(nameOf(path))).filter(Objects::nonNull).toList();
    }

    private PathLine path(String name) {
        DiscoveredPath known = discovered.get(name);
        Values<PathWildcard> values = new Values<>(PathWildcard.class).put(PathWildcard.DEVICE, name);
        if (known != null) {
            putKnown(values, known);
        }
        MapState map = mapsOfPaths.get(name);
        if (map == null) {
            return new PathLine(values.put(PathWildcard.NEXT_CHECK, "orphan"));
        }
        putUnit(values, map.unit());
        PathState state = states.get(name);
        values.put(PathWildcard.MAP, map.name())
                .put(PathWildcard.STATE, word(state.state()))
                .put(PathWildcard.FAILURES, state.failCount());
        if (known != null) {
            values.put(PathWildcard.CHECK_STATE, Words.check(known.checker()))
                    .put(PathWildcard.DEVICE_STATE, known.checker() == CheckerState.REMOVED ? "offline" : "running");
        }
        return new PathLine(values);
    }

    /** What discovery knows of a path, in a map or not. */
    private static void putKnown(Values<PathWildcard> values, DiscoveredPath path) {
        values.put(PathWildcard.UUID, path.wwid())
                .put(PathWildcard.VENDOR_PRODUCT_REVISION, orUnknown(path.vendor()) + "," + orUnknown(path.product())
                        + "," + orUnknown(path.revision()))
                .put(PathWildcard.SERIAL, path.serial())
                .put(PathWildcard.SIZE, path.sizeBytes() == 0 ? "" : Sizes.text(path.sizeBytes() / 512))
                .put(PathWildcard.PRIORITY, Math.max(-1, path.priority()))
                .put(PathWildcard.MARGINAL, path.marginal() ? MARGINAL : "")
                .put(PathWildcard.PORT_GROUP, path.family().equals(ALUA) ? Words.portGroup(path.portGroup()) : "")
                .put(PathWildcard.TARGET_NODE, targetName(path))
                .put(PathWildcard.PROTOCOL, protocol(path))
                .put(PathWildcard.HCIL, path.nodes().address())
                .put(PathWildcard.DEVICE_NUMBERS, path.nodes().numbers())
                .put(PathWildcard.IDENTIFICATION, identification(path))
                .put(PathWildcard.VPD_PAGE, path.vendorName())
                .put(PathWildcard.LUN, Luns.text(Luns.ofNumber(path.lun())));
    }

    /** What the map of a path says of the unit behind both. */
    private static void putUnit(Values<PathWildcard> values, LogicalUnit unit) {
        values.put(PathWildcard.UUID, unit.wwid())
                .put(PathWildcard.VENDOR_PRODUCT_REVISION,
                        orUnknown(unit.vendor()) + "," + orUnknown(unit.product()) + "," + orUnknown(unit.revision()))
                .put(PathWildcard.SERIAL, unit.serial())
                .put(PathWildcard.SIZE, Sizes.text(unit.sizeBytes() / 512));
    }

    /** The target's name, the third part of an iSCSI port. */
    private static String targetName(DiscoveredPath path) {
        String[] parts = path.port().split(",", 3);
        return path.transport().equals("iscsi") && parts.length == 3 ? parts[2] : "";
    }

    private static String protocol(DiscoveredPath path) {
        String known = path.nodes().protocol();
        return !known.isEmpty() ? known : path.transport().equals("iscsi") ? "scsi:iscsi" : "scsi:unspec";
    }

    private static String identification(DiscoveredPath path) {
        if (path.checker() == CheckerState.REMOVED) {
            return "removed";
        }
        return !path.wwid().isEmpty() ? "ok" : path.reason().isEmpty() ? "new" : "failed";
    }

    /** {@code off}, {@code on} for ever, or for how many seconds; not known without a policy. */
    private static String queueing(MapState map, MapPolicy policy) {
        if (!map.features().contains(QUEUEING) || map.condition() == MapState.Condition.FAILED) {
            return "off";
        }
        if (policy == null) {
            return "";
        }
        return policy.noPathTimeoutMillis() == 0 ? "on" : (policy.noPathTimeoutMillis() + 999) / 1000 + " sec";
    }

    private static String maxKibibytes(LogicalUnit unit) {
        long kibibytes = unit.limits().maxTransferBlocks() * unit.blockSize() / 1024;
        return kibibytes == 0 ? "" : Long.toString(kibibytes);
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "##" : text;
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

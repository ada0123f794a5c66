package org.mpath.formats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mpath.api.inventory.CheckerState;

/** The one map whose printed forms multipath-tools 0.14.3 was asked for: iSCSI, two groups of two paths, the last one down. */
final class GoldenMap {
    static final Map<String, Object> VECTORS = VectorFile.of("printing.json");
    private static final Map<String, Object> STATE = VectorFile.object(VECTORS.get("state"));
    private static final Map<String, Object> MAP = VectorFile.object(STATE.get("map"));

    private GoldenMap() {}

    /** The map and, inside, its groups and paths. */
    static MapLine line() {
        Map<String, Object> stats = VectorFile.object(MAP.get("stats"));
        Map<String, Object> first = VectorFile.object(VectorFile.list(STATE.get("paths")).get(0));
        Values<MapWildcard> values = new Values<>(MapWildcard.class)
                .put(MapWildcard.NAME, text(MAP, "alias"))
                .put(MapWildcard.UUID, text(MAP, "wwid"))
                .put(MapWildcard.SYSFS, "dm-" + MAP.get("dm_minor"))
                .put(MapWildcard.FAILBACK, text(MAP, "failback"))
                .put(MapWildcard.QUEUEING, MAP.get("no_path_retry") + " chk")
                .put(MapWildcard.WRITE_PROTECTION, "rw")
                .put(MapWildcard.STATE, "active")
                .put(MapWildcard.SIZE, Sizes.text(number(MAP, "size_sectors")))
                .put(MapWildcard.FEATURES, text(MAP, "features"))
                .put(MapWildcard.FAILURES, number(stats, "map_failures"))
                .put(MapWildcard.HANDLER, text(MAP, "hwhandler"))
                .put(MapWildcard.ACTION, text(MAP, "action"))
                .put(MapWildcard.PATH_FAULTS, number(stats, "path_faults"))
                .put(MapWildcard.GROUP_SWITCHES, number(stats, "switch_grp"))
                .put(MapWildcard.TABLE_LOADS, number(stats, "map_loads"))
                .put(MapWildcard.QUEUEING_TIME, number(stats, "total_q_time"))
                .put(MapWildcard.QUEUE_TIMEOUTS, number(stats, "q_timeouts"))
                .put(MapWildcard.VENDOR_PRODUCT, text(first, "vendor") + "," + text(first, "product"))
                .put(MapWildcard.VENDOR, text(first, "vendor"))
                .put(MapWildcard.PRODUCT, text(first, "product"))
                .put(MapWildcard.REVISION, text(first, "rev"));
        return new MapLine(values, List.of(group(0, "active"), group(1, "enabled")));
    }

    private static GroupLine group(int number, String state) {
        List<String> devices = VectorFile.list(VectorFile.list(STATE.get("groups")).get(number));
        List<PathLine> paths = VectorFile.<Object>list(STATE.get("paths")).stream()
                .map(VectorFile::object)
                .filter(path -> devices.contains(path.get("dev")))
                .map(GoldenMap::path)
                .toList();
        Values<GroupWildcard> values = new Values<>(GroupWildcard.class)
                .put(GroupWildcard.SELECTOR, text(MAP, "selector"))
                .put(GroupWildcard.STATE, state);
        return new GroupLine(values, paths);
    }

    private static PathLine path(Map<String, Object> path) {
        CheckerState check = CheckerState.valueOf(text(path, "checker_state").toUpperCase(Locale.ROOT));
        String hcil = text(path, "hcil");
        return new PathLine(new Values<>(PathWildcard.class)
                .put(PathWildcard.UUID, text(MAP, "wwid"))
                .put(PathWildcard.HCIL, hcil)
                .put(PathWildcard.DEVICE, text(path, "dev"))
                .put(PathWildcard.DEVICE_NUMBERS, text(path, "dev_t"))
                .put(PathWildcard.STATE, text(path, "dm_state"))
                .put(PathWildcard.DEVICE_STATE, check == CheckerState.UP ? "running" : "offline")
                .put(PathWildcard.CHECK_STATE, Words.check(check))
                .put(PathWildcard.VENDOR_PRODUCT_REVISION, text(path, "vendor") + "," + text(path, "product") + "," + text(path, "rev"))
                .put(PathWildcard.NEXT_CHECK, Words.progress((int) number(path, "tick"), (int) number(path, "checkint")))
                .put(PathWildcard.PRIORITY, number(path, "prio"))
                .put(PathWildcard.SIZE, Sizes.text(number(MAP, "size_sectors")))
                .put(PathWildcard.SERIAL, text(path, "serial"))
                .put(PathWildcard.MAP, text(MAP, "alias"))
                .put(PathWildcard.FAILURES, number(path, "failures"))
                .put(PathWildcard.PROTOCOL, "scsi:" + text(path, "transport"))
                .put(PathWildcard.IDENTIFICATION, "ok")
                .put(PathWildcard.LUN, Luns.text(Luns.ofLinux(Long.parseLong(hcil.substring(hcil.lastIndexOf(':') + 1)))))
                .put(PathWildcard.PORT_GROUP, Words.portGroup((int) number(path, "tpg"))));
    }

    private static String text(Map<String, Object> of, String field) {
        return (String) of.get(field);
    }

    private static long number(Map<String, Object> of, String field) {
        return (long) of.get(field);
    }
}

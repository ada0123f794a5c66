package org.mpath.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapState;
import org.mpath.api.path.DeviceNodes;

/**
 * What the first multipath-tools printed, in autumn 2003 (0.0.5): all paths, the paths of each unit, and the tables. A path
 * that answered no TEST UNIT READY was stale and went into no map; a unit without another path had none. Its last path made
 * no map of its own there; here no path is lost.
 */
public final class LegacyList {
    private static final Set<CheckerState> GONE = Set.of(CheckerState.REMOVED, CheckerState.DISCONNECTED);

    private final List<DiscoveredPath> paths;
    private final List<MapState> maps;
    private final Map<String, String> tables;

    /**
     * Makes one.
     *
     * @param paths all paths
     * @param maps all maps
     * @param tables their tables by name; perhaps not of all
     */
    public LegacyList(List<DiscoveredPath> paths, List<MapState> maps, Map<String, String> tables) {
        this.paths = paths.stream().filter(path -> !GONE.contains(path.checker())).toList();
        this.maps = List.copyOf(maps);
        this.tables = Map.copyOf(tables);
    }

    /** All paths that are there: identity, place, device, whether it is ready, product. */
    public List<String> paths() {
        return paths.stream()
                .map(path -> Visible.text((path.wwid().isEmpty() ? "-" : path.wwid()) + " " + place(path)))
                .toList();
    }

    /** Each unit with its live paths below it; a path without an identity is no unit's. */
    public List<String> units() {
        Map<String, List<DiscoveredPath>> units = new LinkedHashMap<>();
        paths.stream()
                .filter(path -> live(path) && !path.wwid().isEmpty())
                .forEach(path -> units.computeIfAbsent(path.wwid(), wwid -> new ArrayList<>()).add(path));
        List<String> lines = new ArrayList<>();
        units.forEach((wwid, coalesced) -> {
            lines.add(Visible.text(wwid));
            coalesced.forEach(path -> lines.add(Visible.text(" \\_" + place(path))));
        });
        return lines;
    }

    /** Where a disk of this host is and its nodes, as there; a path without a device has only the number of its unit. */
    private static String place(DiscoveredPath path) {
        DeviceNodes nodes = path.nodes();
        String address = nodes.present() ? nodes.address().replace(':', ' ') : "# # # " + path.lun();
        return "(" + address + ") " + node(nodes.generic(), path) + " op:" + (live(path) ? 1 : 0) + " "
                + node(nodes.block(), path) + " [" + path.product() + "]";
    }

    private static String node(String name, DiscoveredPath path) {
        return name.isEmpty() ? path.name() : "/dev/" + name;
    }

    private static boolean live(DiscoveredPath path) {
        return path.checker() == CheckerState.UP || path.checker() == CheckerState.GHOST;
    }

    /**
     * The table of each map without its stale paths: {@code N|} before one that was made, {@code U|} before one that was
     * loaded again since; a sentence for a unit without a live path, which had no map.
     */
    public List<String> tables() {
        List<DiscoveredPath> live = paths.stream().filter(LegacyList::live).toList();
        Set<String> names = live.stream().map(DiscoveredPath::name).collect(Collectors.toSet());
        // the kernel's tables have the numbers of devices, and so may those that people load
        Predicate<String> called =
                word -> names.contains(word) || live.stream().anyMatch(path -> path.nodes().isCalled(word));
        return maps.stream()
                .filter(map -> tables.containsKey(map.name()))
                .map(map -> table(map, LiveTable.of(tables.get(map.name()), called)))
                .toList();
    }

    private static String table(MapState map, String table) {
        String wwid = Visible.text(map.unit().wwid());
        return table.isEmpty()
                ? "# " + wwid + ": no live path, no map"
                : (map.totals().tableLoads() > 1 ? "U|" : "N|") + wwid + " : " + table;
    }

    /**
     * What discovery would load for what is there now: the table of each map, stale paths and all, which are in a map here;
     * and why which path would be in none.
     */
    public List<String> dryRun() {
        List<String> lines = new ArrayList<>();
        for (MapState map : maps) {
            String table = tables.get(map.name());
            lines.add(table == null
                    ? "# " + map.name() + ": did not tell its table"
                    : "U|" + Visible.text(map.unit().wwid()) + " : " + table);
        }
        paths.stream()
                .filter(path -> path.map().isEmpty())
                .map(path -> Visible.text("# " + path.name() + ": "
                        + (path.reason().isEmpty() ? "is being looked at" : path.reason())))
                .forEach(lines::add);
        return lines;
    }
}

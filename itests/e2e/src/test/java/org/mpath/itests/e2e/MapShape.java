package org.mpath.itests.e2e;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.mpath.itests.support.Await;

/** What JMX tells of a map. */
record MapShape(
        String name, int activePaths, int groups, String table, long noPathTimeoutMillis, long events, int totalPaths, long sizeBytes) {
    private static final String[] KEYS = {
        "Wwid", "Name", "ActivePaths", "SelectorNames", "Table", "Policy", "EventCount", "TotalPaths", "SizeBytes"
    };

    /** The selectors of its groups. */
    String selectors() {
        return Arrays.stream(table.split(" ")).filter(word -> word.matches("round-robin|queue-length|service-time"))
                .distinct().collect(Collectors.joining(" "));
    }

    /** The maps of a runtime by the identities of their units. */
    static Map<String, MapShape> all(RunningMpath mpath) throws Exception {
        MBeanServerConnection jmx = mpath.jmx();
        Map<String, MapShape> maps = new TreeMap<>();
        for (ObjectName map : jmx.queryNames(new ObjectName("org.mpath:type=Map,*"), null)) {
            Object[] values = jmx.getAttributes(map, KEYS).asList().stream().map(Attribute::getValue).toArray();
            if (values.length == KEYS.length) {
                maps.put((String) values[0], new MapShape((String) values[1], (Integer) values[2],
                        ((String[]) values[3]).length, (String) values[4],
                        (Long) ((CompositeData) values[5]).get("noPathTimeoutMillis"), (Long) values[6], (Integer) values[7],
                        (Long) values[8]));
            }
        }
        return maps;
    }

    /** Waits until there are so many maps, all with so many active paths. */
    static void awaitAll(RunningMpath mpath, int count, int activePaths) {
        Await.until(count + " maps with " + activePaths + " active paths", RunningMpath.LIMIT, () -> all(mpath),
                maps -> maps.size() == count && maps.values().stream().allMatch(map -> map.activePaths() == activePaths));
    }

    /** Waits until the map of a unit has so many active paths, and no others. */
    static void await(RunningMpath mpath, String wwid, int paths) {
        Await.until("map of " + wwid + " with " + paths + " paths, all active", RunningMpath.LIMIT, () -> all(mpath).get(wwid),
                map -> map != null && map.activePaths() == paths && map.totalPaths() == paths);
    }
}

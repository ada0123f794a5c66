package org.mpath.reactor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/** The paths of all transports, by name. Any thread. */
final class PathDirectory {
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    /** The map each path is in: two maps on one path would write over each other. */
    private final Map<String, String> holders = new HashMap<>();

    void add(Transport transport) {
        transports.add(transport);
    }

    void remove(Transport transport) {
        transports.remove(transport);
    }

    /**
     * Takes the paths that a table names for a map; {@link #keep} gives back those it does without.
     *
     * @param reactor where they must live
     * @throws MapException naming the path that is not there, lives elsewhere or is another map's; none is taken then
     */
    synchronized Map<String, PathDevice> take(String map, MapTable table, Reactor reactor) {
        Map<String, PathDevice> devices = new HashMap<>();
        for (GroupSpec group : table.groups()) {
            for (PathSpec path : group.paths()) {
                devices.put(path.name(), device(map, path, reactor));
            }
        }
        devices.keySet().forEach(path -> holders.put(path, map));
        return devices;
    }

    /** Gives back every path of a map but these. */
    synchronized void keep(String map, Set<String> paths) {
        holders.entrySet().removeIf(held -> held.getValue().equals(map) && !paths.contains(held.getKey()));
    }

    private PathDevice device(String map, PathSpec path, Reactor reactor) {
        PathDevice device = find(path.name());
        if (device == null) {
            throw refusal(Code.NOT_FOUND, map, path, ", no transport has it");
        }
        if (device.reactor() != reactor) {
            throw refusal(Code.INVALID, map, path,
                    " lives on reactor " + device.reactor().name() + ", the map on " + reactor.name());
        }
        String holder = holders.getOrDefault(path.name(), map);
        if (!holder.equals(map)) {
            throw refusal(Code.BUSY, map, path, " belongs to map " + holder + ", which is another unit");
        }
        return device;
    }

    private static MapException refusal(Code code, String map, PathSpec path, String why) {
        return new MapException(code, "map " + map + ": " + path.place().refusal("error getting device", path.name(), why));
    }

    private PathDevice find(String path) {
        String type = path.substring(0, Math.max(0, path.indexOf(':')));
        for (Transport transport : transports) {
            PathDevice device = transport.type().equals(type) ? transport.path(path) : null;
            if (device != null) {
                return device;
            }
        }
        return null;
    }
}

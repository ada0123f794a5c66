package org.mpath.reactor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    void add(Transport transport) {
        transports.add(transport);
    }

    void remove(Transport transport) {
        transports.remove(transport);
    }

    /**
     * The devices of the paths that a table names.
     *
     * @param reactor where they must live
     * @throws MapException naming the path that is not there, or lives elsewhere
     */
    Map<String, PathDevice> devices(String map, MapTable table, Reactor reactor) {
        Map<String, PathDevice> devices = new HashMap<>();
        for (GroupSpec group : table.groups()) {
            for (PathSpec path : group.paths()) {
                devices.put(path.name(), device(map, path.name(), reactor));
            }
        }
        return devices;
    }

    private PathDevice device(String map, String path, Reactor reactor) {
        PathDevice device = find(path);
        if (device == null) {
            throw new MapException(Code.NOT_FOUND, "map " + map + ": error getting device: no transport has path " + path);
        }
        if (device.reactor() != reactor) {
            throw new MapException(Code.INVALID, "map " + map + ": path " + path + " lives on reactor "
                    + device.reactor().name() + ", the map on " + reactor.name());
        }
        return device;
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

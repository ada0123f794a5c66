package org.mpath.reactor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
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
    /** The holder of each path: two maps on one path would write over each other. */
    private final Map<String, Holder> holders = new HashMap<>();

    /**
     * Who has a path.
     *
     * @param word what the map's table calls it: its name, or what the kernel calls its device
     */
    private record Holder(String map, String word) {}

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
        devices.forEach((word, device) -> holders.put(device.name(), new Holder(map, word)));
        return devices;
    }

    /** Gives back every path of a map but these, as its table calls them. */
    synchronized void keep(String map, Set<String> paths) {
        holders.values().removeIf(holder -> holder.map().equals(map) && !paths.contains(holder.word()));
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
        Holder holder = holders.get(device.name());
        if (holder != null && !holder.map().equals(map)) {
            throw refusal(Code.BUSY, map, path, " belongs to map " + holder.map() + ", which is another unit");
        }
        return device;
    }

    private static MapException refusal(Code code, String map, PathSpec path, String why) {
        return new MapException(code, "map " + map + ": " + path.place().refusal("error getting device", path.name(), why));
    }

    /** By its name, of which the transport is the first word, or else by what the kernel calls its device. */
    private PathDevice find(String word) {
        String type = word.substring(0, Math.max(0, word.indexOf(':')));
        PathDevice named = find(word, transport -> transport.type().equals(type));
        return named != null ? named : find(word, transport -> !transport.type().equals(type));
    }

    private PathDevice find(String word, Predicate<Transport> among) {
        return transports.stream()
                .filter(among)
                .map(transport -> transport.path(word))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}

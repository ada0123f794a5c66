package org.mpath.backend.dm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;

/** The kernel's device numbers of paths, both ways. Any thread. */
final class PathNumbers {
    private final List<Transport> transports = new CopyOnWriteArrayList<>();

    void add(Transport transport) {
        transports.add(transport);
    }

    void remove(Transport transport) {
        transports.remove(transport);
    }

    /** The path of that name; null when no transport has it. */
    PathDevice path(String name) {
        String type = name.substring(0, Math.max(0, name.indexOf(':')));
        for (Transport transport : transports) {
            PathDevice path = transport.type().equals(type) ? transport.path(name) : null;
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    /**
     * The number of a path; any other word is answered unchanged.
     *
     * @throws IllegalArgumentException when it is a path that the kernel does not know
     */
    String numberOf(String word) {
        PathDevice path = path(word);
        if (path == null) {
            return word;
        }
        String number = path.nodes().numbers();
        if (number.isEmpty()) {
            throw new IllegalArgumentException("path " + word + " is not known to the kernel: it has no block device, so only the"
                    + " core can use it");
        }
        return number;
    }

    /** The names of all paths that the kernel knows, by number. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (Transport transport : transports) {
            for (PathDevice path : transport.paths()) {
                names.put(path.nodes().numbers(), path.name());
            }
        }
        names.remove("");
        return names;
    }
}

package org.mpath.planes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;

/** Puts names of paths in the place of the kernel's device numbers: a table of the kernel becomes one for everybody. Any thread. */
final class PathWords {
    private final List<Transport> transports = new CopyOnWriteArrayList<>();

    void add(Transport transport) {
        transports.add(transport);
    }

    void remove(Transport transport) {
        transports.remove(transport);
    }

    /** The table with the name of every path that a transport has; a number that none has stays. */
    String named(String table) {
        Map<String, String> names = new HashMap<>();
        for (Transport transport : transports) {
            for (PathDevice path : transport.paths()) {
                names.put(path.nodes().numbers(), path.name());
            }
        }
        names.remove("");
        StringJoiner words = new StringJoiner(" ");
        for (String word : table.split(" ")) {
            words.add(names.getOrDefault(word, word));
        }
        return words.toString();
    }
}

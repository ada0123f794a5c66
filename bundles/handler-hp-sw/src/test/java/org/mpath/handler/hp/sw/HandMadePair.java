package org.mpath.handler.hp.sw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;

/** Two controllers reached through scripted paths, whose names begin with the letter of their controller. */
final class HandMadePair {
    static final String READY = "000000000000";
    static final String START = "1b0000000100";

    final VirtualReactor reactor = new VirtualReactor();
    final List<String> log = new ArrayList<>();
    /** What a command of a path is answered before anything else, once for each entry; by {@code path: cdb}. */
    final Map<String, List<Reply>> next = new HashMap<>();

    final Map<String, List<ActivationAnswer>> answers = new TreeMap<>();
    private final Map<String, ScriptedPath> paths = new HashMap<>();
    /** The controller that has the units. */
    char active = 'a';

    ScriptedPath path(String name) {
        return paths.computeIfAbsent(name, made -> new ScriptedPath(made, reactor, log, cdb -> answer(made, cdb)));
    }

    private Reply answer(String path, String cdb) {
        List<Reply> once = next.getOrDefault(path + ": " + cdb, List.of());
        if (!once.isEmpty()) {
            return once.remove(0);
        }
        if (cdb.equals(START)) {
            active = path.charAt(0);
            return Reply.GOOD;
        }
        return path.charAt(0) == active ? Reply.GOOD : Reply.sense(0x020402);
    }

    void next(String path, String cdb, Reply... replies) {
        next.computeIfAbsent(path + ": " + cdb, key -> new ArrayList<>()).addAll(List.of(replies));
    }

    void activate(HardwareHandler handler, String... names) {
        for (String name : names) {
            handler.activate(path(name), false,
                    answer -> answers.computeIfAbsent(name, key -> new ArrayList<>()).add(answer));
        }
    }

    List<ActivationAnswer> answers(String name) {
        return answers.getOrDefault(name, List.of());
    }

    long starts() {
        return log.stream().filter(command -> command.endsWith(START)).count();
    }

    int listenerCount() {
        return paths.values().stream().mapToInt(ScriptedPath::listenerCount).sum();
    }
}

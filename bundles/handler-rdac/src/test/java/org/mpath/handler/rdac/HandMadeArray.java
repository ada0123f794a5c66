package org.mpath.handler.rdac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.LeasedReactor;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacSoftware;
import org.mpath.scsi.RdacSubsystem;
import org.mpath.scsi.RdacVolume;

/**
 * An array with two controllers, {@code a} and {@code b}, reached through scripted paths: {@code b1/31} leads through the
 * second port of controller b to unit 31. Units nobody took belong to a.
 */
final class HandMadeArray {
    /** INQUIRY of the pages C2h, C4h, C8h and C9h, as the handler sends it. */
    static final String C2 = "1201c200ff00";
    static final String C4 = "1201c4001e00";
    static final String C8 = "1201c800af00";
    static final String C9 = "1201c9003000";
    static final String SELECT_6 = "150000006e00";
    static final String SELECT_10 = "55000000000000013400";

    final VirtualReactor reactor = new VirtualReactor();
    final List<String> log = new ArrayList<>();
    /** What a command is answered before anything else, once for each entry. */
    final Map<String, List<Reply>> next = new HashMap<>();
    /** What a command is always answered. */
    final Map<String, Reply> always = new HashMap<>();
    final Map<String, ScriptedPath> paths = new TreeMap<>();
    private final Map<String, LeasedPath> leased = new TreeMap<>();
    final Map<String, List<ActivationAnswer>> answers = new TreeMap<>();
    /** Who owns which unit. */
    final Map<Integer, Character> owners = new HashMap<>();
    /** Flags of page C9h, ownership aside, and the path priority at a controller that does not own the unit. */
    int flags;
    int priority = RdacAccess.SECONDARY;
    int lunMax = 255;
    /** Whether MODE SELECT moves anything. */
    boolean moves = true;

    ScriptedPath path(String name) {
        return paths.computeIfAbsent(name, made -> new ScriptedPath(made, reactor, log, cdb -> answer(made, cdb)));
    }

    /** The path as a map's handler gets it: with a reactor and timers of its own. */
    LeasedPath leased(String name) {
        return leased.computeIfAbsent(name, made -> new LeasedPath(path(made),
                new LeasedReactor(path(made).reactor(), () -> Runnable::run), task -> {}, Runnable::run, () -> {}));
    }

    static int lun(String path) {
        return Integer.parseInt(path.substring(path.indexOf('/') + 1));
    }

    private Reply answer(String path, String line) {
        String cdb = line.split(" ")[0];
        List<Reply> once = next.getOrDefault(cdb, List.of());
        if (!once.isEmpty()) {
            return once.remove(0);
        }
        if (always.containsKey(cdb)) {
            return always.get(cdb);
        }
        char controller = path.charAt(0);
        return switch (cdb) {
            case C2 -> Reply.data(new RdacSoftware("010203", "040506", 0, lunMax).bytes());
            case C4 -> Reply.data(new RdacSubsystem("hand", "1", controller == 'a' ? 0x31 : 0x32).bytes());
            case C8 -> Reply.data(new RdacVolume("60".repeat(16), "", "70".repeat(16), "hand", lun(path)).bytes());
            case C9 -> Reply.data(access(lun(path), controller).bytes());
            case SELECT_6 -> move(controller, line, 44, 32);
            case SELECT_10 -> move(controller, line, 50, 256);
            default -> Reply.GOOD;
        };
    }

    private Reply move(char controller, String line, int tableAt, int luns) {
        byte[] list = HexFormat.of().parseHex(line.substring(line.indexOf('<') + 2));
        for (int lun = 0; moves && lun < luns; lun++) {
            if (list[tableAt + lun] == (byte) 0x81) {
                owners.put(lun, controller);
            }
        }
        return Reply.GOOD;
    }

    private RdacAccess access(int lun, char controller) {
        boolean owned = owners.getOrDefault(lun, 'a') == controller;
        return new RdacAccess(flags | (owned ? RdacAccess.OWNED : 0), owned ? RdacAccess.PREFERRED : priority);
    }

    /** The next answers to a command, before others. */
    void next(String cdb, Reply... replies) {
        next.computeIfAbsent(cdb, key -> new ArrayList<>()).addAll(List.of(replies));
    }

    void ask(HardwareHandler handler, String... names) {
        for (String name : names) {
            handler.activate(leased(name), false,
                    answer -> answers.computeIfAbsent(name, key -> new ArrayList<>()).add(answer));
        }
    }

    List<ActivationAnswer> answers(String name) {
        return answers.getOrDefault(name, List.of());
    }

    /** The MODE SELECT commands so far. */
    List<String> selects() {
        return log.stream().filter(line -> line.contains(SELECT_6) || line.contains(SELECT_10)).toList();
    }

    /** The commands so far without what they wrote. */
    List<String> commands() {
        return log.stream().map(line -> line.contains(" < ") ? line.substring(0, line.indexOf(" < ")) : line).toList();
    }
}

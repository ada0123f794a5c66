package org.mpath.handler.emc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.Inquiry;

/** A unit of a CLARiiON array, reached through scripted paths whose names begin with the letter of their processor. */
final class HandMadeArray {
    static final String OWNER = "1201c000fc00";
    static final String SHORT_OWNER = "1201c0008000";
    static final String MODEL = "12000000ff00";
    static final String SELECT_6 = "151000000800";
    static final String SELECT_6_LONG = "151000000f00";
    static final String SELECT_10 = "55100000000000001300";
    static final String READ = "28000000000000000100";
    /** What the select commands bring. */
    static final String LONG_10 = " < 0000000000000000" + "220981ffff000000000000";
    static final String LONG_6 = " < 00000000" + "220981ffff000000000000";
    static final String SHORT_6 = " < 00000000" + "220281ff";

    final VirtualReactor reactor = new VirtualReactor();
    final List<String> log = new ArrayList<>();
    /** What a command is answered before anything else, once for each entry. */
    final Map<String, List<Reply>> next = new HashMap<>();
    /** What a command is always answered. */
    final Map<String, Reply> always = new HashMap<>();
    final Map<String, ScriptedPath> paths = new HashMap<>();
    final Map<String, List<ActivationAnswer>> answers = new TreeMap<>();
    /** The processor that owns the unit; 0 for a. */
    int owner;
    /** Whether a trespass does what it says. */
    boolean moves = true;
    String model = "CX600";

    /** The path of that name: one letter for the processor, and what tells it apart. */
    ScriptedPath path(String name) {
        return paths.computeIfAbsent(name,
                made -> new ScriptedPath(made, reactor, log, line -> answer(made.charAt(0) - 'a', line)));
    }

    /** What page C0h says at a processor. */
    ClariionPage page(int processor) {
        int state = owner == processor ? ClariionPage.OWNED : ClariionPage.BOUND;
        return new ClariionPage(state, 0, 0, processor, "60060160" + "ab".repeat(12), 3, 4, true, false, "APM1");
    }

    private Reply answer(int processor, String line) {
        String cdb = line.split(" ")[0];
        List<Reply> once = next.getOrDefault(cdb, List.of());
        if (!once.isEmpty()) {
            return once.remove(0);
        }
        if (always.containsKey(cdb)) {
            return always.get(cdb);
        }
        return switch (cdb.substring(0, 4)) {
            case "1201" -> Reply.data(page(processor).bytes());
            case "1200" -> Reply.data(new ClariionModel("APM1", model).in(Inquiry.disk("DGC", "RAID 5", "1", 0).bytes()));
            case "1510", "5510" -> {
                owner = moves ? processor : owner;
                yield Reply.GOOD;
            }
            default -> Reply.GOOD;
        };
    }

    /** The next answers to a command, before others. */
    void next(String cdb, Reply... replies) {
        next.computeIfAbsent(cdb, key -> new ArrayList<>()).addAll(List.of(replies));
    }

    void activate(EmcHandler handler, String... names) {
        for (String name : names) {
            handler.activate(path(name), false,
                    answer -> answers.computeIfAbsent(name, key -> new ArrayList<>()).add(answer));
        }
    }

    /** The answers a path got so far. */
    List<ActivationAnswer> answers(String name) {
        return answers.getOrDefault(name, List.of());
    }
}

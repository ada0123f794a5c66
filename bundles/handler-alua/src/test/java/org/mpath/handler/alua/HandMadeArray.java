package org.mpath.handler.alua;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;

/** A unit with target port groups, reached through scripted paths whose names begin with the letter of their group. */
final class HandMadeArray {
    static final String IDENTIFY = "120183100000";
    static final String INQUIRE = "120000006000";
    static final String READY = "000000000000";
    static final String REPORT = "a32a00000000000000800000";
    static final String REPORT_PLAIN = "a30a00000000000000800000";
    static final String SET = "a40a00000000000000080000";

    final VirtualReactor reactor = new VirtualReactor();
    final List<String> log = new ArrayList<>();
    /** What a command is answered before anything else, once for each entry. */
    final Map<String, List<Reply>> next = new HashMap<>();
    /** What a command is always answered. */
    final Map<String, Reply> always = new HashMap<>();
    final Map<String, ScriptedPath> paths = new HashMap<>();
    final Map<String, List<ActivationAnswer>> answers = new TreeMap<>();
    final Map<Integer, TargetPortGroup> groups = new TreeMap<>();
    int tpgs = 3;
    int transitionSeconds;
    /** What SET TARGET PORT GROUPS makes of the group. */
    AccessState setTo = AccessState.ACTIVE_OPTIMIZED;

    /** The state of a group, which may have all. */
    HandMadeArray group(int number, AccessState state) {
        return group(number, state, false, 0xdf);
    }

    HandMadeArray group(int number, AccessState state, boolean preferred, int supported) {
        groups.put(number, new TargetPortGroup(number, state, preferred, supported, 0, List.of(number)));
        return this;
    }

    /** The path of that name: one letter for the group, {@code a} is 1, and what tells it apart. */
    ScriptedPath path(String name) {
        return paths.computeIfAbsent(name,
                made -> new ScriptedPath(made, reactor, log, line -> answer(made.charAt(0) - 'a' + 1, line)));
    }

    private Reply answer(int group, String line) {
        String cdb = line.split(" ")[0];
        List<Reply> once = next.getOrDefault(cdb, List.of());
        if (!once.isEmpty()) {
            return once.remove(0);
        }
        if (always.containsKey(cdb)) {
            return always.get(cdb);
        }
        return switch (cdb.substring(0, 4)) {
            case "1201" -> Reply.data(new DeviceIdentification(List.of(Designator.portGroup(group))).bytes());
            case "1200" -> Reply.data(Inquiry.disk("HAND", "MADE", "1", tpgs).bytes());
            case "a32a" -> Reply.data(TargetPortGroups.extended(List.copyOf(groups.values()), transitionSeconds).bytes());
            case "a30a" -> Reply.data(TargetPortGroups.plain(List.copyOf(groups.values())).bytes());
            case "a40a" -> {
                group(group, setTo);
                yield Reply.GOOD;
            }
            default -> Reply.GOOD;
        };
    }

    /** The next answers to a command, before others. */
    void next(String cdb, Reply... replies) {
        next.computeIfAbsent(cdb, key -> new ArrayList<>()).addAll(List.of(replies));
    }

    /** Has paths activated, and lets them gather. */
    void activate(AluaHandler handler, String... names) {
        ask(handler, names);
        reactor.pass(5 * VirtualReactor.MILLI);
    }

    void ask(AluaHandler handler, String... names) {
        for (String name : names) {
            handler.activate(path(name), false,
                    answer -> answers.computeIfAbsent(name, key -> new ArrayList<>()).add(answer));
        }
    }

    /** The answers a path got so far. */
    List<ActivationAnswer> answers(String name) {
        return answers.getOrDefault(name, List.of());
    }

    /** The commands so far, without the question which group it is. */
    List<String> commands() {
        return log.stream().filter(command -> !command.endsWith(IDENTIFY)).toList();
    }
}

package org.mpath.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.MapState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes paths and groups out of use and into use again. */
@Component(service = {PathCommands.class, CommandGroup.class}, immediate = true)
public final class PathCommands extends CommandGroup {
    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public PathCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** Fails a path. */
    @Descriptor("fails a path: no I/O goes there until it is reinstated, by hand or when a check finds it ready")
    @Usage(operands = "PATH [MAP]", example = "mpath:fail lab:A0/0")
    public void fail(CommandSession session, String[] words) {
        run("fail", session, words, call -> call.done("failed " + pathMessage(call, "fail_path")));
    }

    /** Reinstates a path. */
    @Descriptor("uses a failed path again")
    @Usage(operands = "PATH [MAP]", example = "mpath:reinstate lab:A0/0")
    public void reinstate(CommandSession session, String[] words) {
        run("reinstate", session, words, call -> call.done("reinstated " + pathMessage(call, "reinstate_path")));
    }

    /** Takes a path for marginal. */
    @Descriptor("leaves a path out until unsetmarginal, whatever its checks say; where marginal paths form groups it is used last")
    @Usage(operands = "PATH", example = "mpath:setmarginal lab:A0/0")
    public void setmarginal(CommandSession session, String[] words) {
        run("setmarginal", session, words, call -> call.done("marginal from now on: " + marked(call, true)));
    }

    /** Takes a path for marginal no longer. */
    @Descriptor("uses a path again that setmarginal left out")
    @Usage(operands = "PATH", example = "mpath:unsetmarginal lab:A0/0")
    public void unsetmarginal(CommandSession session, String[] words) {
        run("unsetmarginal", session, words, call -> call.done("marginal no longer: " + marked(call, false)));
    }

    private String marked(Call call, boolean marginal) {
        String path = call.operand(0);
        Inventory discovery = maps.discovery();
        if (!maps.discovered().containsKey(path)) {
            throw Text.unknown("path", path, maps.discovered().keySet(), "mpath:paths");
        }
        discovery.setMarginal(path, marginal);
        return path;
    }

    private String pathMessage(Call call, String verb) {
        String path = call.operand(0);
        MapState map = call.operand(1) == null ? maps.ofPath(path) : maps.named(call.operand(1));
        if (!Maps.hasPath(map, path)) {
            throw Text.unknown(
                    "path in map " + map.name(), path, maps.pathNames(map.name()), "mpath:topology " + map.name());
        }
        maps.plane().message(map.name(), verb + " " + path);
        return path + " in " + map.name();
    }

    /** Switches to a group. */
    @Descriptor("sends the I/O of a map to another group from now on, and takes the bypass off every group")
    @Usage(name = "switch-group", operands = "MAP GROUP", example = "mpath:switch-group mpatha 1")
    public void switchGroup(CommandSession session, String[] words) {
        run("switch-group", session, words, call -> call.done(
                call.operand(0) + " switches to group " + groupMessage(call, "switch_group")));
    }

    /** Bypasses a group. */
    @Descriptor("bypasses a group: it gets I/O only when no other has a usable path")
    @Usage(name = "disable-group", operands = "MAP GROUP", example = "mpath:disable-group mpatha 1")
    public void disableGroup(CommandSession session, String[] words) {
        run("disable-group", session, words, call -> call.done(
                call.operand(0) + " bypasses group " + groupMessage(call, "disable_group")));
    }

    /** Takes the bypass off a group. */
    @Descriptor("takes the bypass off a group")
    @Usage(name = "enable-group", operands = "MAP GROUP", example = "mpath:enable-group mpatha 1")
    public void enableGroup(CommandSession session, String[] words) {
        run("enable-group", session, words, call -> call.done(
                call.operand(0) + " does not bypass group " + groupMessage(call, "enable_group")));
    }

    private String groupMessage(Call call, String verb) {
        String map = maps.named(call.operand(0)).name();
        String group = call.operand(1);
        List<String> known = maps.groupNumbers(map);
        if (!known.contains(group)) {
            String there = known.isEmpty() ? "it has no groups" : "it has group " + String.join(", ", known);
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "map " + map + " has no group " + group + ": " + there + "; `mpath:topology " + map + "` shows them");
        }
        maps.plane().message(map, verb + " " + group);
        return group;
    }

    @Override
    List<String> names(String kind) {
        return switch (kind) {
            case "MAP" -> maps.names();
            case "PATH" -> maps.pathNames();
            default -> List.of();
        };
    }

    @Override
    List<String> names(String kind, List<String> before) {
        return kind.equals("GROUP") ? maps.groupNumbers(before.get(0)) : names(kind);
    }
}

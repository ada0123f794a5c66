package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PlugInState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a map does with I/O: holds it, lets it go, queues it, chooses paths for it, and within which bounds. */
@Component(service = {MapCommands.class, CommandGroup.class}, immediate = true)
public final class MapCommands extends CommandGroup {
    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public MapCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** Suspends a map. */
    @Descriptor("holds all I/O of a map until it is resumed; I/O that waits for a path fails first")
    @Usage(
            operands = "MAP",
            options = "--noflush  keep I/O that waits for a path, too",
            example = "mpath:suspend mpatha --noflush")
    public void suspend(CommandSession session, String[] words) {
        run("suspend", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            maps.plane().suspend(map, !call.arguments().has("--noflush"));
            call.done(map + " is suspended, its I/O waits; `mpath:resume " + map + "` lets it go");
        });
    }

    /** Resumes a map. */
    @Descriptor("lets the I/O of a suspended map go again")
    @Usage(operands = "MAP", example = "mpath:resume mpatha")
    public void resume(CommandSession session, String[] words) {
        run("resume", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            maps.plane().resume(map);
            call.done(map + " is resumed");
        });
    }

    /** Switches queueing. */
    @Descriptor("holds I/O while no path of a map is usable (on), or fails it (off)")
    @Usage(operands = "MAP on|off", example = "mpath:queue mpatha on")
    public void queue(CommandSession session, String[] words) {
        run("queue", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            boolean on = call.operand(1).equals("on");
            maps.plane().message(map, on ? "queue_if_no_path" : "fail_if_no_path");
            call.done(map + (on ? " holds" : " fails") + " I/O while no path is usable");
        });
    }

    /** Probes the current group. */
    @Descriptor("reads a block through every usable path of the current group, and fails those that cannot")
    @Usage(operands = "MAP", example = "mpath:probe mpatha")
    public void probe(CommandSession session, String[] words) {
        run("probe", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            int usable = maps.plane().probe(map);
            MapState now = maps.named(map);
            call.done("probed " + map + ": " + usable + " of " + now.pathCount() + " paths are usable");
        });
    }

    /** Follows another size. */
    @Descriptor("gives a map the size that its unit has now, when all its paths tell the same")
    @Usage(operands = "MAP", example = "mpath:resize mpatha")
    public void resize(CommandSession session, String[] words) {
        run("resize", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            call.done(map + " has " + maps.discovery().resize(map) + " bytes");
        });
    }

    /** Changes the selector. */
    @Descriptor("changes the path selector of every group of a map, keeping I/O")
    @Usage(operands = "MAP NAME [ARG...]", example = "mpath:selector mpatha queue-length")
    public void selector(CommandSession session, String[] words) {
        run("selector", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            List<String> operands = call.arguments().operands();
            maps.plane().selector(map, operands.subList(1, operands.size()));
            List<List<String>> live = DmText.selectors(maps.plane().table(map)); // a selector may ignore arguments
            call.done(map + " chooses paths by " + (live.isEmpty() ? operands.get(1) : String.join(" ", live.get(0))));
        });
    }

    /** Shows or changes the policy. */
    @Descriptor("shows what a map does beyond its table, or changes it; times in milliseconds")
    @Usage(operands = "MAP [KEY=VALUE...]", example = "mpath:policy mpatha no_path_timeout=60000 fence=strict")
    public void policy(CommandSession session, String[] words) {
        run("policy", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            List<String> operands = call.arguments().operands();
            if (operands.size() == 1) {
                show(call, map, maps.plane().policy(map));
                return;
            }
            MapPolicy policy = changed(maps.plane().policy(map), operands.subList(1, operands.size()));
            maps.plane().policy(map, policy);
            call.done("policy of " + map + ": " + policy);
        });
    }

    /** The policy with every KEY=VALUE in it: all of them or none. */
    private static MapPolicy changed(MapPolicy policy, List<String> settings) {
        MapPolicy changed = policy;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new CommandException(
                        ExitCode.USAGE, "'" + setting + "' is not KEY=VALUE, such as no_path_timeout=60000");
            }
            try {
                changed = changed.with(setting.substring(0, equals), setting.substring(equals + 1));
            } catch (IllegalArgumentException refusal) {
                throw new CommandException(ExitCode.REFUSED, refusal.getMessage());
            }
        }
        return changed;
    }

    private static void show(Call call, String map, MapPolicy policy) {
        if (call.json()) {
            call.document(json -> {
                json.writeStringField("map", map);
                json.writeObjectFieldStart("policy");
                for (PolicyTerm term : PolicyTerm.values()) {
                    Json.field(json, term.field(), term.value(policy));
                }
                json.writeEndObject();
            });
        } else {
            new Listing<PolicyTerm>("policy")
                    .text("KEY", "", PolicyTerm::key)
                    .text("VALUE", "", term -> term.text(policy))
                    .text("MEANS", "", term -> term.meaning(policy))
                    .print(call, List.of(PolicyTerm.values()), "");
        }
    }

    @Override
    List<String> names(String kind) {
        return switch (kind) {
            case "MAP" -> maps.names();
            case "NAME" -> maps.plane().plugIns().stream()
                    .filter(plugIn -> plugIn.kind().equals("selector"))
                    .map(PlugInState::name)
                    .toList();
            default -> List.of();
        };
    }

    @Override
    List<String> names(String kind, List<String> before) {
        return kind.equals("KEY=VALUE") ? settings(before.get(0)) : names(kind);
    }

    /** The map's settings as they are, to be edited, and the other choice of those that have one. */
    private List<String> settings(String map) {
        List<String> settings = new ArrayList<>(PolicyTerm.words(maps.plane().policy(map)));
        for (MapPolicy.Fence fence : MapPolicy.Fence.values()) {
            String word = PolicyTerm.FENCE.key() + "=" + StateWord.of(fence);
            if (!settings.contains(word)) {
                settings.add(1, word);
            }
        }
        return settings;
    }
}

package org.mpath.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Maps, paths and events. */
@Component(service = {MpathCommands.class, CommandGroup.class}, immediate = true)
@GogoCommand(
        scope = "mpath",
        function = {
            "topology", "maps", "paths", "fail", "reinstate", "rescan", "table", "status", "message", "events"
        })
public final class MpathCommands extends CommandGroup {
    private static final int EVENTS_SHOWN = 20;
    private static final Duration RESCAN_LIMIT = Duration.ofSeconds(30);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /** The table only: as JSON a map has groups and paths inside, see {@link MapsJson}. */
    private static final Listing<MapState> MAPS = new Listing<MapState>("maps")
            .text("NAME", "", MapState::name)
            .state("STATE", "", map -> StateWord.of(map.condition()))
            .text("PATHS", "", map -> map.activePaths() + "/" + map.pathCount())
            .number("SIZE", "", map -> Text.size(map.unit().sizeBytes()))
            .number("QUEUED", "", MapState::queued)
            .text("WWID", "", map -> map.unit().wwid())
            .text("VENDOR,PRODUCT", "", map -> Text.product(map.unit().vendor(), map.unit().product()));

    private static final Listing<MapEvent> EVENTS = new Listing<MapEvent>("events")
            .number("SEQ", "sequence", MapEvent::sequence)
            .text("TIME", "", event -> TIME.format(Instant.ofEpochMilli(event.timeMillis())))
            .field("time_millis", MapEvent::timeMillis)
            .text("EVENT", "event", event -> event.kind().type())
            .text("MAP", "map", MapEvent::map)
            .text("PATH", "path", MapEvent::path)
            .field("from", MapEvent::from)
            .state("STATE", "to", MapEvent::to)
            .text("REASON", "reason", MapEvent::reason);

    private final EventLog events;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile DataPlane dataPlane;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    /** Made by Declarative Services. */
    @Activate
    public MpathCommands(@Reference EventLog events) {
        super("mpath");
        this.events = events;
    }

    /** The tree. */
    @Descriptor("shows maps, their path groups and their paths as a tree")
    @Usage(operands = "[MAP]", example = "mpath:topology mpatha")
    public void topology(CommandSession session, String[] words) {
        run("topology", session, words, call -> {
            List<MapState> maps = call.operand(0) == null ? maps() : List.of(map(call.operand(0)));
            if (call.json()) {
                call.document(json -> new MapsJson(json, discovered()).write(maps));
                return;
            }
            Topology topology = new Topology(call.screen(), discovered());
            maps.forEach(map -> topology.lines(map).forEach(call.screen().out()::println));
            if (call.operand(0) == null) {
                printOrphans(call, topology);
            }
        });
    }

    private void printOrphans(Call call, Topology topology) {
        List<DiscoveredPath> orphans =
                discovered().values().stream().filter(path -> path.map().isEmpty()).toList();
        orphans.forEach(path -> call.screen().out().println(topology.orphan(path)));
        if (maps().isEmpty() && orphans.isEmpty()) {
            call.screen().sentence("no maps and no paths; `mpath:rescan` looks again");
        }
    }

    /** The maps. */
    @Descriptor("lists maps")
    @Usage(example = "mpath:maps --json")
    public void maps(CommandSession session, String[] words) {
        run("maps", session, words, call -> {
            if (call.json()) {
                call.document(json -> new MapsJson(json, discovered()).write(maps()));
            } else {
                MAPS.print(call, maps(), "no maps; `mpath:paths` shows what was found");
            }
        });
    }

    /** The paths. */
    @Descriptor("lists paths, those in no map too")
    @Usage(example = "mpath:paths")
    public void paths(CommandSession session, String[] words) {
        run("paths", session, words, call -> {
            Map<String, PathState> states = states();
            Listing<DiscoveredPath> listing = new Listing<DiscoveredPath>("paths")
                    .text("PATH", "name", DiscoveredPath::name)
                    .text("MAP", "map", DiscoveredPath::map)
                    .state("STATE", "state", path -> state(states.get(path.name())))
                    .state("CHECKER", "checker", path -> StateWord.of(path.checker()))
                    .field("transport", DiscoveredPath::transport)
                    .field("port", DiscoveredPath::port)
                    .field("lun", DiscoveredPath::lun)
                    .field("wwid", DiscoveredPath::wwid)
                    .field("vendor", DiscoveredPath::vendor)
                    .field("product", DiscoveredPath::product)
                    .text("VENDOR,PRODUCT", "", path -> Text.product(path.vendor(), path.product()))
                    .text("REASON", "reason", path -> reason(states.get(path.name()), path));
            listing.print(call, inventory().paths(), "no paths; `mpath:rescan` looks again");
        });
    }

    private static String state(PathState path) {
        return path == null ? StateWord.UNKNOWN : StateWord.of(path.state());
    }

    private static String reason(PathState path, DiscoveredPath known) {
        return path == null ? known.reason() : Reason.of(path, known);
    }

    /** Fails a path. */
    @Descriptor("fails a path by hand: no I/O goes there until it is reinstated")
    @Usage(operands = "PATH [MAP]", example = "mpath:fail lab:A0/0")
    public void fail(CommandSession session, String[] words) {
        run("fail", session, words, call -> call.done("failed " + message(call, "fail_path")));
    }

    /** Reinstates a path. */
    @Descriptor("uses a failed path again")
    @Usage(operands = "PATH [MAP]", example = "mpath:reinstate lab:A0/0")
    public void reinstate(CommandSession session, String[] words) {
        run("reinstate", session, words, call -> call.done("reinstated " + message(call, "reinstate_path")));
    }

    private String message(Call call, String verb) {
        String path = call.operand(0);
        MapState map = call.operand(1) == null ? mapOf(path) : map(call.operand(1));
        if (pathsOf(map).noneMatch(candidate -> candidate.name().equals(path))) {
            List<String> known = pathsOf(map).map(PathState::name).toList();
            throw Text.unknown("path in map " + map.name(), path, known, "mpath:topology " + map.name());
        }
        dataPlane().message(map.name(), verb + " " + path);
        return path + " in " + map.name();
    }

    /** Looks for paths again. */
    @Descriptor("looks for new and lost units on every port, and checks every path")
    @Usage(example = "mpath:rescan")
    public void rescan(CommandSession session, String[] words) {
        run("rescan", session, words, call -> {
            inventory().rescan();
            Settling.await(inventory(), RESCAN_LIMIT);
            call.done("found " + inventory().paths().size() + " paths in " + maps().size() + " maps");
        });
    }

    /** The table. */
    @Descriptor("prints the live table of a map in the device-mapper grammar")
    @Usage(operands = "MAP", example = "mpath:table mpatha")
    public void table(CommandSession session, String[] words) {
        run("table", session, words, call -> {
            String name = map(call.operand(0)).name();
            answer(call, "table", name, dataPlane().table(name));
        });
    }

    /** The status line. */
    @Descriptor("prints the status of a map as device-mapper prints it")
    @Usage(operands = "MAP", example = "mpath:status mpatha")
    public void status(CommandSession session, String[] words) {
        run("status", session, words, call -> {
            String name = map(call.operand(0)).name();
            answer(call, "status", name, dataPlane().status(name));
        });
    }

    private static void answer(Call call, String what, String map, String text) {
        if (call.json()) {
            call.document(json -> {
                json.writeStringField("map", map);
                json.writeStringField(what, text);
            });
        } else {
            call.screen().sentence(text);
        }
    }

    /** Sends a message. */
    @Descriptor("sends a map a message in the device-mapper words")
    @Usage(operands = "MAP WORDS...", example = "mpath:message mpatha queue_if_no_path")
    public void message(CommandSession session, String[] words) {
        run("message", session, words, call -> {
            MapState map = map(call.operand(0));
            List<String> operands = call.arguments().operands();
            String message = String.join(" ", operands.subList(1, operands.size()));
            dataPlane().message(map.name(), message);
            call.done("sent " + map.name() + " " + message);
        });
    }

    /** The latest events. */
    @Descriptor("lists the latest events, oldest first")
    @Usage(options = "-n N  how many, 20 when not given", example = "mpath:events -n 5")
    public void events(CommandSession session, String[] words) {
        run("events", session, words, call -> {
            int count = call.arguments().number("-n", EVENTS_SHOWN, 1, EventLog.EVENTS_MAX);
            EVENTS.print(call, events.last(count), "no events yet");
        });
    }

    @Override
    List<String> names(String kind) {
        if (dataPlane == null) {
            return List.of();
        }
        return switch (kind) {
            case "MAP" -> maps().stream().map(MapState::name).toList();
            case "PATH" -> List.copyOf(states().keySet());
            case "WORDS" -> List.of("fail_path", "reinstate_path", "queue_if_no_path", "fail_if_no_path");
            default -> List.of();
        };
    }

    private List<MapState> maps() {
        return dataPlane().maps();
    }

    private MapState map(String name) {
        List<MapState> maps = maps();
        return maps.stream()
                .filter(map -> map.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Text.unknown("map", name, names("MAP"), "mpath:maps"));
    }

    private MapState mapOf(String path) {
        return maps().stream()
                .filter(map -> pathsOf(map).anyMatch(candidate -> candidate.name().equals(path)))
                .findFirst()
                .orElseThrow(() -> Text.unknown("path", path, states().keySet(), "mpath:paths"));
    }

    private static Stream<PathState> pathsOf(MapState map) {
        return map.groups().stream().flatMap(group -> group.paths().stream());
    }

    private Map<String, PathState> states() {
        return byName(maps().stream().flatMap(MpathCommands::pathsOf), PathState::name);
    }

    private Map<String, DiscoveredPath> discovered() {
        Inventory present = inventory;
        return byName(present == null ? Stream.of() : present.paths().stream(), DiscoveredPath::name);
    }

    private static <T> Map<String, T> byName(Stream<T> paths, Function<T, String> name) {
        return paths.collect(Collectors.toMap(name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    private DataPlane dataPlane() {
        return present(dataPlane, "data plane", "org.mpath.reactor");
    }

    private Inventory inventory() {
        return present(inventory, "discovery", "org.mpath.discovery");
    }
}

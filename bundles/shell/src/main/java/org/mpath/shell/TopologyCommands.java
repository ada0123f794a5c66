package org.mpath.shell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What there is: maps and paths. */
@Component(service = {TopologyCommands.class, CommandGroup.class}, immediate = true)
public final class TopologyCommands extends CommandGroup {
    private static final Duration RESCAN_LIMIT = Duration.ofSeconds(30);

    /** The table only: as JSON a map has groups and paths inside, see {@link MapsJson}. */
    private static final Listing<MapState> MAPS = new Listing<MapState>("maps")
            .text("NAME", "", MapState::name)
            .state("STATE", "", map -> StateWord.of(map.condition()))
            .text("PATHS", "", map -> map.activePaths() + "/" + map.pathCount())
            .number("SIZE", "", map -> Text.size(map.unit().sizeBytes()))
            .number("QUEUED", "", MapState::queued)
            .text("WWID", "", map -> map.unit().wwid())
            .text("VENDOR,PRODUCT", "", map -> Text.product(map.unit().vendor(), map.unit().product()));

    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public TopologyCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** The tree. */
    @Descriptor("shows maps, their path groups and their paths as a tree")
    @Usage(operands = "[MAP]", example = "mpath:topology mpatha")
    public void topology(CommandSession session, String[] words) {
        run("topology", session, words, call -> {
            String name = call.operand(0);
            List<MapState> shown = name == null ? maps.all() : List.of(maps.named(name));
            if (call.json()) {
                document(call, shown);
                return;
            }
            Topology topology = new Topology(call.screen(), maps.discovered(), maps.selectors(shown));
            shown.forEach(map -> topology.lines(map).forEach(call.screen().out()::println));
            if (name == null) {
                printOrphans(call, topology, shown.isEmpty());
            }
        });
    }

    private void printOrphans(Call call, Topology topology, boolean noMaps) {
        List<DiscoveredPath> orphans =
                maps.discovered().values().stream().filter(path -> path.map().isEmpty()).toList();
        orphans.forEach(path -> call.screen().out().println(topology.orphan(path)));
        if (noMaps && orphans.isEmpty()) {
            call.screen().sentence("no maps and no paths; `mpath:rescan` looks again");
        }
    }

    private void document(Call call, List<MapState> shown) {
        Map<String, List<List<String>>> selectors = maps.selectors(shown);
        call.document(json -> new MapsJson(json, maps.discovered(), selectors).write(shown));
    }

    /** The maps. */
    @Descriptor("lists maps")
    @Usage(example = "mpath:maps --json")
    public void maps(CommandSession session, String[] words) {
        run("maps", session, words, call -> {
            if (call.json()) {
                document(call, maps.all());
            } else {
                MAPS.print(call, maps.all(), "no maps; `mpath:paths` shows what was found");
            }
        });
    }

    /** The paths. */
    @Descriptor("lists paths, those in no map too")
    @Usage(example = "mpath:paths")
    public void paths(CommandSession session, String[] words) {
        run("paths", session, words, call -> {
            Map<String, PathState> states = maps.paths();
            Listing<DiscoveredPath> listing = new Listing<DiscoveredPath>("paths")
                    .text("PATH", "name", DiscoveredPath::name)
                    .text("MAP", "map", DiscoveredPath::map)
                    .state("STATE", "state", path -> state(states.get(path.name())))
                    .state("CHECKER", "checker", path -> StateWord.of(path.checker()))
                    .number("PRIO", "", path -> Text.priority(path.priority()))
                    .text("ACCESS", "access", DiscoveredPath::access)
                    .field("priority", DiscoveredPath::priority)
                    .field("port_group", DiscoveredPath::portGroup)
                    .field("family", DiscoveredPath::family)
                    .field("transport", DiscoveredPath::transport)
                    .field("port", DiscoveredPath::port)
                    .field("lun", DiscoveredPath::lun)
                    .field("wwid", DiscoveredPath::wwid)
                    .field("vendor", DiscoveredPath::vendor)
                    .field("product", DiscoveredPath::product)
                    .text("VENDOR,PRODUCT", "", path -> Text.product(path.vendor(), path.product()))
                    .text("REASON", "reason", path -> reason(states.get(path.name()), path));
            listing.print(call, maps.discovery().paths(), "no paths; `mpath:rescan` looks again");
        });
    }

    private static String state(PathState path) {
        return path == null ? StateWord.UNKNOWN : StateWord.of(path.state());
    }

    private static String reason(PathState path, DiscoveredPath known) {
        return path == null ? known.reason() : Reason.of(path, known);
    }

    /** Looks for paths again. */
    @Descriptor("looks for new and lost units on every port, and checks every path")
    @Usage(example = "mpath:rescan")
    public void rescan(CommandSession session, String[] words) {
        run("rescan", session, words, call -> {
            maps.discovery().rescan();
            Settling.await(maps.discovery(), RESCAN_LIMIT);
            call.done(found(maps.discovery().paths(), maps.all().size()));
        });
    }

    private static String found(List<DiscoveredPath> paths, int maps) {
        long inside = paths.stream().filter(path -> !path.map().isEmpty()).count();
        String all = "found " + paths.size() + (paths.size() == 1 ? " path" : " paths");
        String where = " in " + maps + (maps == 1 ? " map" : " maps");
        return inside == paths.size() ? all + where : all + ", " + inside + " of them" + where + "; mpath:paths tells why not the others";
    }

    @Override
    List<String> names(String kind) {
        return kind.equals("MAP") ? maps.names() : List.of();
    }
}

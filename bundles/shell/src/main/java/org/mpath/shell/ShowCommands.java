package org.mpath.shell;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.formats.Columns;
import org.mpath.formats.Format;
import org.mpath.formats.FormatException;
import org.mpath.formats.Line;
import org.mpath.formats.Listings;
import org.mpath.formats.MapLine;
import org.mpath.formats.MapWildcard;
import org.mpath.formats.MapsDocument;
import org.mpath.formats.PathLine;
import org.mpath.formats.PathWildcard;
import org.mpath.formats.Snapshots;
import org.mpath.formats.Tree;
import org.mpath.formats.Wildcard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What {@code multipathd show} prints, for people and scripts that read it. Their JSON, not ours: it opens with
 * {@code major_version} 0, see {@code runtime/doc/multipath-maps.schema.json}.
 */
@Component(service = {ShowCommands.class, CommandGroup.class}, immediate = true)
public final class ShowCommands extends CommandGroup {
    /** What multipathd knows of maps beside their names: words that stand for no map there either. */
    private static final Map<String, String> LISTINGS_OF_MAPS =
            Map.of("status", Listings.MAPS_STATUS, "stats", Listings.MAPS_STATS);

    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public ShowCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** Maps, paths, the tree. */
    @Descriptor("prints maps and paths as multipathd does, for scripts that read that")
    @Usage(
            operands = "maps|paths|topology|status|wildcards [NAME]",
            options = {
                "--format F  the columns of maps or paths, such as '%n %w', in quotation marks; `mpath:show wildcards` lists them",
                "--raw  no headings, and columns as wide as they are"
            },
            example = "mpath:show paths --raw --format '%d,%m,%T'")
    public void show(CommandSession session, String[] words) {
        run("show", session, words, call -> {
            String what = call.operand(0);
            checkOptions(call, what);
            switch (what) {
                case "maps" -> maps(call);
                case "paths" -> paths(call);
                case "topology" -> topology(call);
                case "status" -> text(call, Listings.status(
                        maps.discovery().paths().stream().map(DiscoveredPath::checker).toList(),
                        !maps.discovery().settled()));
                default -> text(call, Listings.wildcards());
            }
        });
    }

    /** What the words do not go with. */
    private static void checkOptions(Call call, String what) {
        boolean ofMaps = what.equals("maps") || what.equals("topology");
        boolean table = what.equals("maps") || what.equals("paths");
        if (call.json() && !ofMaps) {
            throw call.arguments().syntax().wrong("multipathd has JSON of maps alone, not of " + what
                    + " (`mpath:paths --json` is this program's own)");
        }
        for (String option : List.of("--format", "--raw")) {
            if (call.arguments().has(option) && (call.json() || !table)) {
                throw call.arguments().syntax().wrong(option + " goes with the columns of maps and paths");
            }
        }
        if (call.operand(1) != null && !ofMaps && !table) {
            throw call.arguments().syntax().wrong("show " + what + " takes no NAME");
        }
    }

    private void maps(Call call) {
        String name = call.operand(1);
        String listing = name == null ? null : LISTINGS_OF_MAPS.get(name);
        List<MapState> shown = name == null || listing != null ? maps.all() : List.of(maps.named(name));
        if (call.json()) {
            json(call, shown, name != null && listing == null);
            return;
        }
        columns(call, MapWildcard.class, listing == null ? Listings.MAPS : listing, lines(snapshots(), shown));
    }

    private void paths(Call call) {
        String name = call.operand(1);
        List<PathLine> lines = snapshots().paths();
        List<PathLine> shown = lines.stream()
                .filter(line -> name == null || line.text(PathWildcard.DEVICE).equals(name))
                .toList();
        if (name != null && shown.isEmpty()) {
            throw Text.unknown(
                    "path", name, lines.stream().map(line -> line.text(PathWildcard.DEVICE)).toList(), "mpath:show paths");
        }
        columns(call, PathWildcard.class, Listings.PATHS, shown);
    }

    private void topology(Call call) {
        String name = call.operand(1);
        List<MapState> shown = name == null ? maps.all() : List.of(maps.named(name));
        if (call.json()) {
            json(call, shown, name != null);
            return;
        }
        Snapshots snapshots = snapshots();
        Tree tree = new Tree(snapshots.paths());
        lines(snapshots, shown).forEach(map -> tree.lines(map).forEach(call.screen().out()::println));
    }

    private void json(Call call, List<MapState> shown, boolean one) {
        List<MapLine> lines = lines(snapshots(), shown);
        text(call, one ? MapsDocument.of(lines.get(0)) : MapsDocument.of(lines));
    }

    private static <W extends Enum<W> & Wildcard> void columns(
            Call call, Class<W> kind, String listing, Collection<? extends Line<W>> lines) {
        String wanted = call.arguments().option("--format");
        try {
            Format<W> format = Format.of(wanted == null ? listing : wanted, kind);
            List<String> printed = call.arguments().has("--raw") ? Columns.raw(format, lines) : Columns.table(format, lines);
            printed.forEach(call.screen().out()::println);
        } catch (FormatException refusal) {
            throw new CommandException(ExitCode.REFUSED, refusal.getMessage());
        }
    }

    private static void text(Call call, String text) {
        call.screen().out().print(text);
    }

    private Snapshots snapshots() {
        return new Snapshots(maps.all(), maps.discovered().values());
    }

    private List<MapLine> lines(Snapshots snapshots, List<MapState> shown) {
        Map<String, List<List<String>>> selectors = maps.selectors(shown);
        List<MapState> answering = shown.stream().filter(map -> selectors.containsKey(map.name())).toList();
        Map<String, MapPolicy> policies = maps.ask(answering, map -> maps.plane().policy(map));
        return shown.stream()
                .map(map -> snapshots.map(
                        map, selectors.getOrDefault(map.name(), List.of()), policies.get(map.name())))
                .toList();
    }

    @Override
    List<String> names(String kind) {
        return List.of();
    }

    @Override
    List<String> names(String kind, List<String> before) {
        if (!kind.equals("NAME") || before.size() != 1) {
            return List.of();
        }
        return switch (before.get(0)) {
            case "maps" -> Stream.concat(maps.names().stream(), LISTINGS_OF_MAPS.keySet().stream().sorted()).toList();
            case "topology" -> maps.names();
            case "paths" -> List.copyOf(maps.discovered().keySet());
            default -> List.of();
        };
    }
}

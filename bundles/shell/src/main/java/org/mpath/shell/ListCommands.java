package org.mpath.shell;

import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.map.MapState;
import org.mpath.formats.LegacyList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the first multipath-tools printed of maps and paths. Looks and changes nothing. */
@Component(service = {ListCommands.class, CommandGroup.class}, immediate = true)
public final class ListCommands extends CommandGroup {
    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public ListCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** The view of 2003. */
    @Descriptor("prints paths, units and tables as the first multipath-tools did in 2003")
    @Usage(
            options = {
                "--legacy  must be given: `mpath:maps`, `paths` and `topology` are the lists of today",
                "--dry-run  only the tables that would be loaded now, and why which path would be in none"
            },
            example = "mpath:list --legacy --dry-run")
    public void list(CommandSession session, String[] words) {
        run("list", session, words, call -> {
            if (!call.arguments().has("--legacy")) {
                throw call.arguments().syntax().wrong(
                        "mpath:list needs --legacy; `mpath:maps`, `mpath:paths` and `mpath:topology` are the lists of today");
            }
            List<MapState> all = maps.all();
            Map<String, String> tables = maps.ask(all, map -> maps.plane().table(map));
            LegacyList list = new LegacyList(maps.discovery().paths(), all, tables);
            if (call.json()) {
                document(call, list);
            } else if (call.arguments().has("--dry-run")) {
                print(call, list.dryRun());
            } else {
                heading(call, "# all paths", list.paths());
                heading(call, "# all units", list.units());
                heading(call, "# all tables", list.tables());
            }
        });
    }

    private static void document(Call call, LegacyList list) {
        boolean dryRun = call.arguments().has("--dry-run");
        call.document(json -> {
            Json.field(json, "paths", dryRun ? List.of() : list.paths());
            Json.field(json, "units", dryRun ? List.of() : list.units());
            Json.field(json, "tables", dryRun ? list.dryRun() : list.tables());
        });
    }

    private static void heading(Call call, String heading, List<String> lines) {
        print(call, List.of(heading));
        print(call, lines);
    }

    private static void print(Call call, List<String> lines) {
        lines.forEach(call.screen()::sentence);
    }

    @Override
    List<String> names(String kind) {
        return List.of();
    }
}

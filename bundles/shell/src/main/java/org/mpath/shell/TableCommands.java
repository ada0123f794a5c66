package org.mpath.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.mpath.api.map.TextForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Device-mapper's own language: tables, status lines and messages. */
@Component(service = {TableCommands.class, CommandGroup.class}, immediate = true)
public final class TableCommands extends CommandGroup {
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final String FORM = "--form 2005|2007|today  in the words of that time's kernel; today's when not given";

    /** What {@code dmsetup message} takes for a multipath map. */
    private static final List<String> MESSAGES = List.of(
            "queue_if_no_path", "fail_if_no_path", "disable_group", "enable_group", "switch_group", "fail_path",
            "reinstate_path");

    private record TextLine(String map, String form, String text) {}

    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public TableCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** The table. */
    @Descriptor("prints the live table of a map in the device-mapper grammar, of all maps without MAP")
    @Usage(operands = "[MAP]", options = FORM, example = "mpath:table mpatha")
    public void table(CommandSession session, String[] words) {
        run("table", session, words, call -> print(call, "table", (map, form) -> maps.plane().table(map, form)));
    }

    /** The status line. */
    @Descriptor("prints the status of a map as device-mapper prints it, of all maps without MAP")
    @Usage(operands = "[MAP]", options = FORM, example = "mpath:status mpatha --form 2005")
    public void status(CommandSession session, String[] words) {
        run("status", session, words, call -> print(call, "status", (map, form) -> maps.plane().status(map, form)));
    }

    private void print(Call call, String what, BiFunction<String, TextForm, String> text) {
        TextForm form = call.arguments().has("--form") ? TextForm.of(call.arguments().option("--form")) : TextForm.TODAY;
        String name = call.operand(0);
        List<MapState> shown = name == null ? maps.all() : List.of(maps.named(name));
        List<TextLine> lines = new ArrayList<>();
        for (MapState map : shown) {
            lines.add(new TextLine(map.name(), form.word(), text.apply(map.name(), form)));
        }
        if (call.json()) {
            new Listing<TextLine>("lines")
                    .text("", "map", TextLine::map)
                    .text("", "form", TextLine::form)
                    .text("", what, TextLine::text)
                    .print(call, lines, "");
        } else if (name != null) {
            call.screen().sentence(lines.get(0).text());
        } else if (lines.isEmpty()) {
            call.screen().sentence("no maps; `mpath:paths` shows what was found");
        } else {
            lines.forEach(line -> call.screen().sentence(line.map() + ": " + line.text()));
        }
    }

    /** Loads a table. */
    @Descriptor("loads a table and makes it live, keeping I/O; a table that is refused changes nothing")
    @Usage(
            operands = "MAP [TABLE...]",
            options = "--from FILE  read the table from a file of the machine the runtime is on",
            example = "mpath:load mpatha 0 131072 multipath 0 0 1 1 round-robin 0 2 1 lab:A0/0 1 lab:B0/0 1")
    public void load(CommandSession session, String[] words) {
        run("load", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            maps.plane().load(map, tableOf(call, session));
            call.done("loaded " + map + ": " + maps.plane().table(map));
        });
    }

    private static String tableOf(Call call, CommandSession session) {
        List<String> operands = call.arguments().operands();
        List<String> typed = operands.subList(1, operands.size());
        boolean fromFile = call.arguments().has("--from");
        if (fromFile != typed.isEmpty()) {
            throw call.arguments().syntax().wrong(fromFile
                    ? "the table is either typed or in a file, not both"
                    : "mpath:load needs a TABLE or --from FILE");
        }
        return fromFile ? contents(call.arguments().option("--from"), session) : String.join(" ", typed).strip();
    }

    /** The lines of a table file but comments and empty ones; it is the data plane that wants one alone, as dmsetup does. */
    private static String contents(String name, CommandSession session) {
        Path folder = session.currentDir() == null ? Path.of("") : session.currentDir();
        Path file = folder.resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new CommandException(
                        ExitCode.REFUSED, "file " + file + " is longer than " + FILE_BYTES_MAX + " bytes: not a table");
            }
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException failure) {
            throw new CommandException(ExitCode.OTHER, "cannot read the table in " + file + ": " + failure);
        }
    }

    /** Sends a message. */
    @Descriptor("sends a map a message in the device-mapper words")
    @Usage(operands = "MAP WORDS...", example = "mpath:message mpatha queue_if_no_path")
    public void message(CommandSession session, String[] words) {
        run("message", session, words, call -> {
            String map = maps.named(call.operand(0)).name();
            List<String> operands = call.arguments().operands();
            String message = String.join(" ", operands.subList(1, operands.size()));
            maps.plane().message(map, message);
            call.done("sent " + map + " " + message);
        });
    }

    @Override
    List<String> names(String kind) {
        return kind.equals("MAP") ? maps.names() : List.of();
    }

    @Override
    List<String> names(String kind, List<String> before) {
        return switch (kind) {
            case "TABLE" -> tableWords(before);
            case "WORDS" -> messageWords(before);
            default -> names(kind);
        };
    }

    /** The word of the live table at that place, and every path of the unit. */
    private List<String> tableWords(List<String> before) {
        List<String> words = new ArrayList<>();
        MapState map = maps.plane().stateOf(before.get(0));
        if (map == null) {
            return words;
        }
        try {
            String[] live = maps.plane().table(map.name()).split(" ");
            int place = before.size() - 1;
            words.addAll(place < live.length ? List.of(live[place]) : List.of());
        } catch (MapException refusal) {
            words.clear(); // a map without a table
        }
        maps.discovered().values().stream()
                .filter(path -> path.wwid().equals(map.unit().wwid()))
                .map(DiscoveredPath::name)
                .filter(path -> !words.contains(path))
                .forEach(words::add);
        return words;
    }

    private List<String> messageWords(List<String> before) {
        return switch (before.size()) {
            case 1 -> MESSAGES;
            case 2 -> switch (before.get(1)) {
                case "fail_path", "reinstate_path" -> maps.pathNames(before.get(0));
                case "disable_group", "enable_group", "switch_group" -> maps.groupNumbers(before.get(0));
                default -> List.of();
            };
            default -> List.of();
        };
    }
}

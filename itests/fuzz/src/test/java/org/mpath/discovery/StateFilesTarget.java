package org.mpath.discovery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpath.discovery.BindingTable.Wish;

/**
 * Any text as the files {@code bindings}, {@code wwids} and {@code prkeys}: every line has a fate and stays, no name belongs to two
 * units, a unit gets a name, and a key that was read is written so that it reads back. In this package because they are of no concern
 * outside of it.
 */
public final class StateFilesTarget {
    private StateFilesTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n"));
        bindings(lines);
        wwids(lines);
        keys(lines);
    }

    private static void bindings(List<String> lines) {
        BindingTable table = new BindingTable(lines);
        if (table.read().size() != lines.size()) {
            throw new IllegalStateException("lines without fate");
        }
        Map<String, String> names = table.names(List.of(new Wish("W0", "mpath", ""), new Wish("W1", "mpath", "")), Map.of());
        if (names.size() != 2 || names.get("W0").equals(names.get("W1"))) {
            throw new IllegalStateException("names " + names);
        }
        BindingTable again = new BindingTable(table.lines());
        if (!table.lines().subList(0, lines.size()).equals(lines) || !again.units().equals(table.units())) {
            throw new IllegalStateException("another table when read again");
        }
    }

    private static void wwids(List<String> lines) {
        StateFile file = new StateFile(null, "wwids") {
            @Override
            List<String> read() {
                return lines;
            }
        };
        KnownUnits units = new KnownUnits(file);
        units.refresh();
        for (String line : lines) {
            units.has(line);
        }
    }

    private static void keys(List<String> lines) {
        for (String line : lines) {
            Optional<KeyLine> known = KeyLine.parse(line);
            if (known.isPresent() && !known.equals(KeyLine.parse(known.get().text()))) {
                throw new IllegalStateException("another key when read again: " + line);
            }
        }
    }
}

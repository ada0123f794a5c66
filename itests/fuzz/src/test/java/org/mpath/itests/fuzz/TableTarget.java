package org.mpath.itests.fuzz;

import java.nio.charset.StandardCharsets;
import org.mpath.api.map.TextForm;
import org.mpath.core.MapTable;

/** Any text as a map table in all grammars: a refusal, or a table whose text parses to an equal table. */
public final class TableTarget {
    private TableTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        for (TextForm form : TextForm.values()) {
            MapTable table = table(line, form);
            if (table != null) {
                ask(table);
            }
        }
        MapTable today = table(line, TextForm.TODAY);
        if (today != null && !MapTable.parse(today.text()).text().equals(today.text())) {
            throw new IllegalStateException("another one when read again: " + today.text());
        }
    }

    private static void ask(MapTable table) {
        table.toString();
        table.queueIfNoPath();
        table.retainAttachedHandler();
        table.pgInitRetries();
        table.pgInitDelayMillis();
        table.queueMode();
    }

    /** Only the parser's own refusal: its kinds, such as a number that is none, are escapes. */
    private static MapTable table(String line, TextForm form) {
        try {
            return MapTable.parse(line, form);
        } catch (IllegalArgumentException refused) {
            if (refused.getClass() != IllegalArgumentException.class || refused.getMessage().isEmpty()) {
                throw refused;
            }
            return null;
        }
    }
}

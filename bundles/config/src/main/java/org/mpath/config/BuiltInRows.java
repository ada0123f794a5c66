package org.mpath.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The rows in {@code hardware.csv}: those of multipath-tools 0.14.3, in its order. */
final class BuiltInRows {
    /** Columns that are about the row and set nothing. */
    private static final List<String> ABOUT = List.of("index", "section", "model");

    private BuiltInRows() {}

    static List<HardwareRow> read() {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(BuiltInRows.class.getResourceAsStream("hardware.csv"), StandardCharsets.US_ASCII))) {
            List<String> lines = file.lines().toList();
            List<String> names = fields(lines.get(0));
            return lines.stream().skip(1).map(line -> row(names, fields(line))).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the hardware table is unreadable", failure);
        }
    }

    private static HardwareRow row(List<String> names, List<String> fields) {
        Origin origin = new Origin.TableRow(
                Integer.parseInt(fields.get(names.indexOf("index"))), fields.get(names.indexOf("model")));
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!ABOUT.contains(names.get(i)) && !fields.get(i).isEmpty()) {
                settings.add(new Setting(names.get(i), fields.get(i), origin));
            }
        }
        return HardwareRow.of(origin, Settings.of(settings));
    }

    /** The fields of a line; a quoted one may have commas. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}

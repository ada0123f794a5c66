package org.mpath.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines in one format, their columns below each other unless they are wanted raw. */
public final class Columns<W extends Wildcard> {
    private final Format<W> format;
    /** Widths of columns; none for those that are not padded. */
    private final Map<W, Integer> widths = new HashMap<>();

    private Columns(Format<W> format) {
        this.format = format;
    }

    /** The headings, and the lines below them: columns as wide as their widest value. */
    public static <W extends Wildcard> List<String> table(Format<W> format, Collection<? extends Line<W>> lines) {
        Columns<W> columns = fitting(format, lines);
        format.wildcards().forEach(wildcard -> columns.widen(wildcard, wildcard.column().heading()));
        List<String> table = new ArrayList<>();
        table.add(format.line(wildcard -> columns.padded(wildcard, wildcard.column().heading())));
        lines.forEach(line -> table.add(columns.line(line)));
        return table;
    }

    /** The lines alone, values as they are. */
    public static <W extends Wildcard> List<String> raw(Format<W> format, Collection<? extends Line<W>> lines) {
        Columns<W> columns = new Columns<>(format);
        return lines.stream().map(columns::line).toList();
    }

    /** Columns as wide as the widest value. */
    static <W extends Wildcard> Columns<W> fitting(Format<W> format, Collection<? extends Line<W>> lines) {
        Columns<W> columns = new Columns<>(format);
        lines.forEach(line -> format.wildcards().forEach(wildcard -> columns.widen(wildcard, value(line, wildcard))));
        return columns;
    }

    /** One line. */
    String line(Line<W> line) {
        return format.line(wildcard -> padded(wildcard, value(line, wildcard)));
    }

    private static <W extends Wildcard> String value(Line<W> line, W wildcard) {
        return Visible.text(line.text(wildcard));
    }

    private void widen(W wildcard, String text) {
        widths.merge(wildcard, text.length(), Math::max);
    }

    private String padded(W wildcard, String text) {
        return text + " ".repeat(Math.max(0, widths.getOrDefault(wildcard, 0) - text.length()));
    }
}

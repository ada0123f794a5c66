package org.mpath.itests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A Markdown table, columns padded so that it reads as plain text too. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(heads);
    }

    /** Adds a row; numbers are rounded to what one can see. */
    void row(Object... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + rows.get(0).length);
        }
        rows.add(Arrays.stream(cells).map(Table::text).toArray(String[]::new));
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            double size = Math.abs(number);
            return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", number);
        }
        return String.valueOf(cell);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            line(text, rows.get(i));
            if (i == 0) {
                text.append('|');
                for (int column = 0; column < rows.get(0).length; column++) {
                    text.append(" ").append("-".repeat(width(column))).append(" |");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private void line(StringBuilder text, String[] cells) {
        text.append('|');
        for (int column = 0; column < cells.length; column++) {
            text.append(' ').append(cells[column]).append(" ".repeat(width(column) - cells[column].length())).append(" |");
        }
        text.append('\n');
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
    }
}

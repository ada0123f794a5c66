package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as they need to be, or as the terminal allows. */
final class Table {
    private static final String GAP = "  ";
    private static final int WIDTH_MIN = 6;

    /** How a column is shown. */
    enum Look {
        /** Words, to the left. */
        TEXT,
        /** Numbers, to the right. */
        NUMBER,
        /** One word of state, coloured where colour is wanted. */
        STATE
    }

    private final List<Look> looks;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> headings, List<Look> looks) {
        this.looks = looks;
        rows.add(headings);
    }

    void add(List<String> cells) {
        rows.add(cells.stream().map(cell -> cell.isEmpty() ? "-" : Text.visible(cell)).toList());
    }

    /** The rows as lines, at most so wide. */
    List<String> lines(int columns, boolean colour) {
        int[] widths = widths(columns);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            lines.add(line(rows.get(row), widths, colour && row > 0));
        }
        return lines;
    }

    private int[] widths(int columns) {
        int[] widths = new int[looks.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        long excess = (long) GAP.length() * (widths.length - 1) - columns;
        for (int width : widths) {
            excess += width;
        }
        while (excess > 0 && shrinkWidest(widths)) {
            excess--;
        }
        return widths;
    }

    private boolean shrinkWidest(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean candidate = looks.get(i) == Look.TEXT && widths[i] > WIDTH_MIN;
            if (candidate && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest >= 0) {
            widths[widest]--;
        }
        return widest >= 0;
    }

    private String line(List<String> cells, int[] widths, boolean colour) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = Text.cut(cells.get(i), widths[i]);
            String blanks = " ".repeat(widths[i] - text.length());
            boolean last = i == widths.length - 1;
            switch (looks.get(i)) {
                case TEXT -> line.append(text).append(last ? "" : blanks);
                case NUMBER -> line.append(blanks).append(text);
                case STATE -> line.append(colour ? Palette.paint(text) : text).append(last ? "" : blanks);
            }
            line.append(last ? "" : GAP);
        }
        return line.toString();
    }
}

package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;

/** An explanation as lines: the verdict, what happened with its times, what holds now, what to do. Pure. */
final class WhyText {
    private static final String INDENT = "  ";
    private static final int TEXT_WIDTH_MIN = 30;

    private final Times times;
    private final int columns;

    /**
     * Makes one.
     *
     * @param columns width of the terminal: longer texts wrap
     */
    WhyText(Times times, int columns) {
        this.times = times;
        this.columns = columns;
    }

    /** The lines. */
    List<String> lines(Explanation explanation) {
        List<String[]> rows = new ArrayList<>();
        for (Explanation.Step step : explanation.steps()) {
            rows.add(new String[] {when(step.timeMillis()), ago(step.timeMillis()), step.topic(), step.text()});
        }
        explanation.advice().forEach(text -> rows.add(new String[] {"do", "", "", text}));
        List<String> lines = new ArrayList<>(wrapped("", explanation.verdict()));
        int[] widths = widths(rows);
        rows.forEach(row -> lines.addAll(wrapped(margin(row, widths), row[3])));
        return lines;
    }

    private String when(long timeMillis) {
        return timeMillis == Explanation.NOW ? "now"
                : timeMillis == Explanation.EARLIER ? "earlier" : times.brief(timeMillis);
    }

    private String ago(long timeMillis) {
        return timeMillis > 0 ? times.ago(timeMillis) : "";
    }

    private static int[] widths(List<String[]> rows) {
        int[] widths = new int[3];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return widths;
    }

    private static String margin(String[] row, int[] widths) {
        StringBuilder margin = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                margin.append(INDENT).append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
            }
        }
        return margin.append(INDENT).toString();
    }

    /** The text after its margin; what does not fit goes on below itself. */
    private List<String> wrapped(String margin, String text) {
        int width = Math.max(TEXT_WIDTH_MIN, columns - margin.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Text.visible(text).split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add((lines.isEmpty() ? margin : " ".repeat(margin.length())) + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add((lines.isEmpty() ? margin : " ".repeat(margin.length())) + line);
        return lines;
    }
}

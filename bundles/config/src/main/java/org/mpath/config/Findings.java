package org.mpath.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpath.config.Finding.Code;
import org.mpath.config.Finding.Severity;

/** Collects what is found, and no more than a bounded number of it. */
final class Findings {
    /** Most errors that are kept, and most warnings and notes. */
    static final int COUNT_MAX = 1_000;
    /** Longest word or sentence of a finding, in characters; what is longer is cut. */
    static final int TEXT_LENGTH_MAX = 1_000;

    private final List<Finding> all = new ArrayList<>();
    private int errors;
    private int remarks;

    void note(Code code, Place place, String value, String sentence) {
        add(Severity.NOTE, code, place, value, sentence, "");
    }

    void warning(Code code, Place place, String value, String sentence) {
        add(Severity.WARNING, code, place, value, sentence, "");
    }

    void error(Code code, Place place, String value, String sentence) {
        error(code, place, value, sentence, "");
    }

    void error(Code code, Place place, String value, String sentence, String nearest) {
        add(Severity.ERROR, code, place, value, sentence, nearest);
    }

    private void add(Severity severity, Code code, Place place, String value, String sentence, String nearest) {
        int count = severity == Severity.ERROR ? ++errors : ++remarks;
        if (count <= COUNT_MAX) {
            all.add(new Finding(severity, code, place, shortened(value), shortened(sentence), nearest));
        } else if (count == COUNT_MAX + 1) {
            all.add(new Finding(severity, Code.TOO_LARGE, place, "",
                    "there is more to say than these " + COUNT_MAX + " findings", ""));
        }
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "...";
    }

    boolean hasErrors() {
        return errors > 0;
    }

    /** Whether so much is wrong that nobody would read more. */
    boolean isHopeless() {
        return errors > COUNT_MAX;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    /** All, as they stand in the files. */
    List<Finding> inOrder(List<SourceFile> files) {
        Map<String, Integer> order = new HashMap<>();
        files.forEach(file -> order.putIfAbsent(file.name(), order.size()));
        return all.stream()
                .sorted(Comparator.comparingInt((Finding finding) -> order.get(finding.place().file()))
                        .thenComparingInt(finding -> finding.place().line())
                        .thenComparingInt(finding -> finding.place().column()))
                .toList();
    }
}

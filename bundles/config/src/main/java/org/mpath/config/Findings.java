package org.mpath.config;

import java.util.ArrayList;
import java.util.List;
import org.mpath.config.Finding.Code;
import org.mpath.config.Finding.Severity;

/** Collects what is found, and no more than a bounded number of it. */
final class Findings {
    /** Most findings that are kept. */
    static final int COUNT_MAX = 1_000;
    /** Longest word or sentence of a finding, in characters; what is longer is cut. */
    static final int TEXT_LENGTH_MAX = 1_000;

    private final List<Finding> all = new ArrayList<>();
    private boolean errors;

    void note(Code code, Place place, String value, String sentence) {
        add(new Finding(Severity.NOTE, code, place, value, sentence, ""));
    }

    void warning(Code code, Place place, String value, String sentence) {
        add(new Finding(Severity.WARNING, code, place, value, sentence, ""));
    }

    void error(Code code, Place place, String value, String sentence) {
        error(code, place, value, sentence, "");
    }

    void error(Code code, Place place, String value, String sentence, String nearest) {
        add(new Finding(Severity.ERROR, code, place, value, sentence, nearest));
    }

    private void add(Finding found) {
        Finding finding = new Finding(found.severity(), found.code(), found.place(),
                shortened(found.value()), shortened(found.sentence()), found.nearest());
        errors |= finding.severity() == Severity.ERROR;
        if (all.size() < COUNT_MAX) {
            all.add(finding);
        } else if (all.size() == COUNT_MAX) {
            all.add(new Finding(finding.severity(), Code.TOO_LARGE, finding.place(), "",
                    "there is more to say than these " + COUNT_MAX + " findings", ""));
        }
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "...";
    }

    boolean hasErrors() {
        return errors;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}

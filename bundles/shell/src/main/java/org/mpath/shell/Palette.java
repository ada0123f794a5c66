package org.mpath.shell;

import java.util.Set;

/** Colours for state words. The word stays: the colour only repeats it. */
final class Palette {
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[m";

    private static final Set<String> GOOD = Set.of("active", "ready", "logged-in", "current");
    private static final Set<String> BAD = Set.of("failed", "faulty", "disconnected", "cut", "silence", "distrusted");
    private static final Set<String> OF_NO_CONCERN = Set.of("enabled", "running", "empty", "undef", "none", "older", "-");

    private Palette() {}

    /** The text in its state's colour. */
    static String paint(String text) {
        String word = text.strip();
        if (OF_NO_CONCERN.contains(word) || word.isEmpty()) {
            return text;
        }
        return (GOOD.contains(word) ? GREEN : BAD.contains(word) ? RED : YELLOW) + text + PLAIN;
    }
}

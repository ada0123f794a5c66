package org.mpath.config;

/**
 * A word of a line.
 *
 * @param kind what it is
 * @param text without the quotes
 * @param place of its first character, or of its quote
 */
record Word(Kind kind, String text, Place place) {
    enum Kind {
        PLAIN,
        QUOTED,
        OPEN,
        CLOSE
    }

    boolean is(Kind other) {
        return kind == other;
    }
}

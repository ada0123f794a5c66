package org.mpath.discovery;

import java.util.Arrays;
import java.util.Locale;

/** When blocks are read through a path and through its map to see whether they are the same: {@code guard.sampled.read}. */
enum GuardRead {
    /** When all that agrees may agree by chance. */
    DOUBT,
    /** Before every path but the first one of a map. */
    ALWAYS,
    /** Not: what units say of themselves counts. */
    NEVER;

    /**
     * Reads a setting.
     *
     * @throws IllegalArgumentException when it is none, naming it
     */
    static GuardRead of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "guard.sampled.read is '" + word + "', expected doubt, always or never"));
    }

    /**
     * Whether it is read.
     *
     * @param doubt why what agrees may agree by chance; null when it cannot
     */
    boolean wants(String doubt) {
        return this == ALWAYS || this == DOUBT && doubt != null;
    }
}

package org.mpath.discovery;

import java.util.regex.Pattern;

/** Names {@code mpatha} to {@code mpathz}, {@code mpathaa} ...: a prefix and a number in bijective base 26. */
final class Alias {
    static final String PREFIX = "mpath";

    private static final int LETTERS = 26;
    /** What the data plane takes for a map's name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9#+.:=@_-]{1,127}");

    private Alias() {}

    /** The name of a number, from 1. */
    static String of(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("alias number " + number + ", 1 or more");
        }
        StringBuilder letters = new StringBuilder();
        for (int rest = number; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.append((char) ('a' + (rest - 1) % LETTERS));
        }
        return PREFIX + letters.reverse();
    }

    /** Whether a map can have this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}

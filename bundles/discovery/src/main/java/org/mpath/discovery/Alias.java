package org.mpath.discovery;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Names {@code mpatha} to {@code mpathz}, {@code mpathaa} ...: a prefix and a number in bijective base 26. */
final class Alias {
    static final String PREFIX = "mpath";
    /** Longest name of a map, in characters. */
    static final int CHARACTERS_MAX = 127;
    /** What {@link #number} says of a name that has none. */
    static final int NONE = -1;
    /** The order of names: {@code mpathz} comes before {@code mpathaa}. */
    static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final int LETTERS = 26;
    /** What the data plane takes for a map's name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9#+.:=@_-]{1," + CHARACTERS_MAX + "}");

    private Alias() {}

    /** The name of a number, from 1, with the prefix that is used when none is configured. */
    static String of(int number) {
        return of(PREFIX, number);
    }

    /** The name of a number, from 1. */
    static String of(String prefix, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("alias number " + number + ", 1 or more");
        }
        StringBuilder letters = new StringBuilder();
        for (int rest = number; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.append((char) ('a' + (rest - 1) % LETTERS));
        }
        return prefix + letters.reverse();
    }

    /** The number of a name; {@link #NONE} when it is not the prefix and letters, or beyond 2^31-1. */
    static int number(String prefix, String name) {
        if (!name.startsWith(prefix) || name.length() == prefix.length()) {
            return NONE;
        }
        long number = 0;
        for (char letter : name.substring(prefix.length()).toCharArray()) {
            number = number * LETTERS + letter - 'a' + 1;
            if (letter < 'a' || letter > 'z' || number > Integer.MAX_VALUE) {
                return NONE;
            }
        }
        return (int) number;
    }

    /** Whether a map can have this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}

package org.mpath.selector.io.affinity;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The kernel's lists of numbers, such as {@code 0-3,8,10-11}. */
final class NumberList {
    private NumberList() {}

    /**
     * The numbers of a list; none for an empty one.
     *
     * @throws IllegalArgumentException when it is no list of numbers up to the maximum
     */
    static int[] parse(String text, int max) {
        if (text.isEmpty()) {
            return new int[0];
        }
        return Arrays.stream(text.split(",", -1)).flatMapToInt(range -> range(range, max)).toArray();
    }

    private static IntStream range(String text, int max) {
        String[] ends = text.split("-", 2);
        return IntStream.rangeClosed(number(ends[0], max), number(ends[ends.length - 1], max));
    }

    private static int number(String word, int max) {
        if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) > max) {
            throw new IllegalArgumentException("no number from 0 to " + max + ": '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}

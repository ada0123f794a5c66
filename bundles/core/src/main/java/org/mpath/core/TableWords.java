package org.mpath.core;

import java.util.List;
import org.mpath.scsi.Visible;

/** The words of a table line, read from left to right. Every refusal names the word at fault and its position, from 1. */
final class TableWords {
    private static final int SHOWN_CHARACTERS_MAX = 64;

    private final List<String> words;
    private final boolean strict;
    private int at;

    /**
     * Reads a line.
     *
     * @param strict whether a number must be a whole word; otherwise what follows its digits is passed over
     */
    TableWords(String line, boolean strict) {
        String trimmed = line.trim();
        this.words = trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
        this.strict = strict;
    }

    int left() {
        return words.size() - at;
    }

    boolean holdsThird(String word) {
        return words.size() > 2 && words.get(2).equals(word);
    }

    /** Where the word read last stands. */
    Place place() {
        return new Place(at);
    }

    /** The word read last. */
    String last() {
        return words.get(at - 1);
    }

    /** The next word, or a refusal that says what is missing. */
    String next(String keyword, String missing) {
        if (left() == 0) {
            throw missing(keyword, missing);
        }
        return words.get(at++);
    }

    /** The next word as a number in range. */
    int number(String keyword, int min, int max) {
        String range = "a number from " + min + " to " + max;
        int value = decimal(next(keyword, range));
        if (value < min || value > max) {
            throw refusal(keyword, " is not " + range);
        }
        return value;
    }

    /** A number, and that many words. */
    List<String> counted(String keyword, int min, int max) {
        int count = number(keyword, min, max);
        if (count > left()) {
            throw refusal(keyword, " announces " + count + " words, only " + left() + " follow");
        }
        return take(count);
    }

    /** So many words; they must be there. */
    List<String> take(int count) {
        List<String> taken = words.subList(at, at + count);
        at += count;
        return taken;
    }

    /**
     * The word's decimal value; -1 when it is not a number in this grammar, {@link Integer#MAX_VALUE} when it is that
     * large or larger.
     */
    int decimal(String word) {
        int digits = 0;
        long value = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            value = Math.min(Integer.MAX_VALUE, value * 10 + word.charAt(digits) - '0');
            digits++;
        }
        return digits == 0 || strict && digits < word.length() ? -1 : (int) value;
    }

    /** Refuses the word read last. */
    IllegalArgumentException refusal(String keyword, String ending) {
        return new IllegalArgumentException(place().refusal(keyword, last(), ending));
    }

    /** Refuses the line for what should follow the word read last. */
    IllegalArgumentException missing(String keyword, String missing) {
        return new IllegalArgumentException(
                keyword + ": " + missing + " is missing" + (at == 0 ? "" : " after " + place().named(last())));
    }

    /** A word of unknown origin, fit for one sentence. */
    static String shown(String word) {
        String visible = Visible.of(word);
        return visible.length() <= SHOWN_CHARACTERS_MAX ? visible : visible.substring(0, SHOWN_CHARACTERS_MAX) + "...";
    }
}

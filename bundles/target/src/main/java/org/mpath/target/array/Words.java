package org.mpath.target.array;

import java.util.Map;

/** Values of a family's words, checked. */
final class Words {
    private final Map<String, String> words;

    Words(Map<String, String> words) {
        this.words = words;
    }

    /** A word's value, or its default when it is missing. */
    String text(String word, String missing) {
        return words.getOrDefault(word, missing);
    }

    /** A number from {@code min} to {@code max}. */
    int number(String word, int missing, int min, int max) {
        String text = words.get(word);
        if (text == null) {
            return missing;
        }
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        if (number < min || number > max) {
            throw wrong(word, min + " to " + max + " allowed");
        }
        return number;
    }

    /** One of two words. */
    boolean flag(String word, boolean missing, String yes, String no) {
        String text = text(word, missing ? yes : no);
        if (!text.equals(yes) && !text.equals(no)) {
            throw wrong(word, yes + " or " + no + " allowed");
        }
        return text.equals(yes);
    }

    IllegalArgumentException wrong(String word, String allowed) {
        return new IllegalArgumentException("word \"" + word + '=' + words.get(word) + "\": " + allowed);
    }
}

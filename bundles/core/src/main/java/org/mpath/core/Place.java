package org.mpath.core;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Where something stood in the table line it was read from. All places are equal, so that tables are equal when they say
 * the same.
 *
 * @param word number of the word, from 1; 0 when it was not read from a line
 */
public record Place(int word) {
    /** Nowhere. */
    public static final Place NONE = new Place(0);

    /**
     * One sentence that refuses a word: keyword, the word in quotes, its position, and what is wrong with it or would be
     * right.
     *
     * @param keyword the kernel's text for the kind of mistake
     * @param text the word at fault
     * @param ending the rest of the sentence, with the blank or comma it begins with; may be empty
     */
    public String refusal(String keyword, String text, String ending) {
        return keyword + ": " + named(text) + ending;
    }

    /** So many words further on; nowhere when this is nowhere. */
    Place plus(int words) {
        return word == 0 ? NONE : new Place(word + words);
    }

    /** The word in quotes with its position. */
    String named(String text) {
        return "'" + TableWords.shown(text) + "'" + (word == 0 ? "" : " (word " + word + ")");
    }

    /** The sentence, with the position of the argument it quotes at its end; the first of the arguments stands here. */
    String naming(String sentence, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (word > 0 && sentence.contains("'" + arguments.get(i) + "'")) {
                return sentence + " (word " + (word + i) + ")";
            }
        }
        return sentence;
    }

    /** The end of a sentence about an unknown name. */
    static String known(Collection<String> names) {
        return names.isEmpty() ? ", none is known" : ", known are " + String.join(", ", new TreeSet<>(names));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

package org.mpath.core;

import java.util.Collection;

/** A line being written: words with one blank between them, and lists of words behind their number. */
final class Words {
    private final StringBuilder text = new StringBuilder();

    /** Adds words; nothing for an empty string. */
    Words add(Object words) {
        String more = words.toString();
        if (!more.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(more);
        }
        return this;
    }

    /** Adds the number of words, and the words. */
    Words counted(Collection<String> words) {
        return add(words.size()).add(String.join(" ", words));
    }

    /** Adds the number of blank separated words, and the words. */
    Words counted(String words) {
        return add(count(words)).add(words);
    }

    static int count(String words) {
        return words.isBlank() ? 0 : words.trim().split(" +").length;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

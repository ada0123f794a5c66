package org.mpath.selector.service.time;

import java.util.List;

/**
 * The arguments of a path.
 *
 * @param repeat repeat count, cut to one as in the kernel: 0 or 1, without effect
 * @param throughput throughput relative to the other paths', 0 to 100; 0 for a path used only when no other is usable
 */
record PathWords(int repeat, int throughput) {
    private static final long REPEAT_MAX = 0xFFFF_FFFFL;
    private static final int THROUGHPUT_MAX = 100;
    private static final int WORDS_MAX = 2;

    /**
     * Reads {@code [repeat count [relative throughput]]}.
     *
     * @throws IllegalArgumentException in the kernel's words
     */
    static PathWords parse(List<String> words) {
        if (words.size() > WORDS_MAX) {
            throw new IllegalArgumentException("service-time ps: incorrect number of arguments");
        }
        long repeat = words.isEmpty() ? 1 : number(words.get(0), REPEAT_MAX, "invalid repeat count");
        long throughput =
                words.size() < WORDS_MAX ? 1 : number(words.get(1), THROUGHPUT_MAX, "invalid relative_throughput value");
        return new PathWords(repeat == 0 ? 0 : 1, (int) throughput);
    }

    private static long number(String word, long max, String keyword) {
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > max) {
            throw new IllegalArgumentException("service-time ps: " + keyword + " '" + word + "'");
        }
        return Long.parseLong(word);
    }
}

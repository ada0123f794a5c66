package org.mpath.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Why something is as it is.
 *
 * @param kind {@code map}, {@code path} or {@code not}
 * @param name its name
 * @param map the map it is, or is in; empty for a path in none
 * @param takesIo whether I/O gets through it now
 * @param verdict the answer in one sentence, beginning with the name
 * @param steps what led to it, oldest first, then what holds now
 * @param advice what to do, a sentence each; empty when nothing is wrong
 */
record Explanation(
        String kind, String name, String map, boolean takesIo, String verdict, List<Step> steps, List<String> advice) {
    /** The time of what holds now. */
    static final long NOW = 0;
    /** The time of what happened before anything the history keeps. */
    static final long EARLIER = -1;

    /**
     * A link of the chain.
     *
     * @param timeMillis when, milliseconds since 1970, or {@link #NOW} or {@link #EARLIER}
     * @param topic one word
     * @param text what happened or holds
     */
    record Step(long timeMillis, String topic, String text) {}

    /** Collects the links of a chain in any order. */
    static final class Chain {
        private final List<Step> steps = new ArrayList<>();

        /** Something that happened. */
        void happened(long timeMillis, String topic, String text) {
            steps.add(new Step(timeMillis, topic, text));
        }

        /** A link that was made before. */
        void add(Step step) {
            steps.add(step);
        }

        /** Something that holds now. */
        void now(String topic, String text) {
            steps.add(new Step(NOW, topic, text));
        }

        /** What happened, oldest first, then what holds now. */
        List<Step> inOrder() {
            Comparator<Step> byTime = Comparator.comparingLong(
                    step -> step.timeMillis() == NOW ? Long.MAX_VALUE : step.timeMillis());
            return steps.stream().sorted(byTime).distinct().toList();
        }
    }
}

package org.mpath.backend.dm;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.PathState;

/**
 * The status words of the kernel's multipath target (INFO; seed-systems 3.11, form C), without start, length and type.
 *
 * @param queueing whether I/O waits: for an activation, or for a path
 * @param activations how often the current group was activated since it is the current one
 * @param group number of the current group, else of the next one; 0 when there are none
 * @param groups the groups, in table order
 */
record InfoLine(boolean queueing, int activations, int group, List<Group> groups) {
    /**
     * A group.
     *
     * @param state the kernel's letter for it
     * @param paths its paths
     */
    record Group(GroupState.State state, List<Path> paths) {}

    /**
     * A path.
     *
     * @param number {@code MAJOR:MINOR}
     * @param state the kernel's letter for it
     * @param failCount how often it failed
     */
    record Path(String number, PathState.State state, long failCount) {}

    /** @throws IllegalArgumentException when the words are not those of a multipath target */
    static InfoLine of(String words) {
        return new Reader(words).line();
    }

    /** Reads word by word. */
    private static final class Reader {
        private static final int COUNT_MAX = 1024;

        private final String text;
        private final String[] words;
        private int at;

        Reader(String text) {
            this.text = text;
            this.words = text.strip().split("\\s+");
        }

        InfoLine line() {
            List<String> features = counted();
            counted(); // a handler's words: none today
            int groupCount = count();
            int current = count();
            List<Group> groups = new ArrayList<>();
            for (int i = 0; i < groupCount; i++) {
                groups.add(group());
            }
            return new InfoLine(
                    !features.isEmpty() && number(features.get(0)) != 0,
                    features.size() < 2 ? 0 : (int) number(features.get(1)),
                    current,
                    List.copyOf(groups));
        }

        private Group group() {
            GroupState.State state = switch (next()) {
                case "A" -> GroupState.State.ACTIVE;
                case "D" -> GroupState.State.DISABLED;
                case "E" -> GroupState.State.ENABLED;
                default -> throw wrong();
            };
            counted(); // the selector's words
            int pathCount = count();
            int perPath = count();
            List<Path> paths = new ArrayList<>();
            for (int i = 0; i < pathCount; i++) {
                paths.add(path());
                skip(perPath);
            }
            return new Group(state, List.copyOf(paths));
        }

        private Path path() {
            String number = next();
            PathState.State state = switch (next()) {
                case "A" -> PathState.State.ACTIVE;
                case "F" -> PathState.State.FAILED;
                default -> throw wrong();
            };
            return new Path(number, state, number(next()));
        }

        private List<String> counted() {
            int count = count();
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                taken.add(next());
            }
            return taken;
        }

        private void skip(int count) {
            for (int i = 0; i < count; i++) {
                next();
            }
        }

        private int count() {
            long count = number(next());
            if (count > COUNT_MAX) {
                throw wrong();
            }
            return (int) count;
        }

        private long number(String word) {
            if (!word.matches("[0-9]{1,18}")) {
                throw wrong();
            }
            return Long.parseLong(word);
        }

        private String next() {
            if (at == words.length) {
                throw wrong();
            }
            return words[at++];
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("word " + at + " of the status is not what a multipath target says: " + text);
        }
    }
}

package org.mpath.itests.vm.oracle;

import java.util.ArrayList;
import java.util.List;

/** A table being written, every count a word that may be made wrong. */
final class DraftTable {
    String start = "0";
    String sectors = Long.toString(Surroundings.SECTORS);
    String target = "multipath";
    final List<String> features = new ArrayList<>();
    final List<String> handler = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    String initial = "1";
    /** The counts, in their order in the table, once {@link #count} set them. */
    final List<String> counts = new ArrayList<>();

    /** A path group being written. Each path is its device and its arguments. */
    static final class Group {
        String selector = "round-robin";
        final List<String> arguments = new ArrayList<>();
        final List<List<String>> paths = new ArrayList<>();

        int argumentsOfPath() {
            return paths.isEmpty() ? 0 : paths.get(0).size() - 1;
        }
    }

    /** Sets every count to what is there. */
    void count() {
        counts.clear();
        counts.add(Integer.toString(features.size()));
        counts.add(Integer.toString(handler.size()));
        counts.add(Integer.toString(groups.size()));
        for (Group group : groups) {
            counts.add(Integer.toString(group.arguments.size()));
            counts.add(Integer.toString(group.paths.size()));
            counts.add(Integer.toString(group.argumentsOfPath()));
        }
    }

    List<String> devices() {
        return groups.stream().flatMap(group -> group.paths.stream()).map(path -> path.get(0)).toList();
    }

    boolean retainsHandlers() {
        return features.stream()
                .anyMatch(word -> word.equalsIgnoreCase("bio") || word.equalsIgnoreCase("retain_attached_hw_handler"));
    }

    /** The words from the count of features on. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        int at = 0;
        words.add(counts.get(at++));
        words.addAll(features);
        words.add(counts.get(at++));
        words.addAll(handler);
        words.add(counts.get(at++));
        words.add(initial);
        for (Group group : groups) {
            words.add(group.selector);
            words.add(counts.get(at++));
            words.addAll(group.arguments);
            words.add(counts.get(at++));
            words.add(counts.get(at++));
            group.paths.forEach(words::addAll);
        }
        return words;
    }

    String line(List<String> words) {
        return (start + " " + sectors + " " + target + " " + String.join(" ", words)).strip();
    }
}

package org.mpath.core;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.TextForm;

/**
 * One table line of the device-mapper {@code multipath} target, parsed. {@link #text} gives a line that parses to an equal
 * table.
 *
 * @param sectors length of the map in 512-byte sectors
 * @param features feature words in the kernel's order, valued features as two words, defaults left out
 * @param handler hardware handler and its arguments; empty list for none
 * @param initialGroup number of the group to start with, from 1; 0 when there are no groups
 * @param groups path groups in order
 * @param handlerPlace where the name of the handler stood
 */
public record MapTable(
        long sectors,
        List<String> features,
        List<String> handler,
        int initialGroup,
        List<GroupSpec> groups,
        Place handlerPlace) {
    /** How I/O reaches the map; it is fixed for the life of a map. */
    public enum QueueMode {
        /** Requests ({@code rq}, or {@code mq}, which means the same today); the default. */
        RQ,
        /** Bios: the table's handler words are passed over, handlers that are attached are retained. */
        BIO
    }

    /**
     * A path group.
     *
     * @param selector name of the path selector
     * @param selectorArguments its arguments
     * @param paths its paths, at least one
     * @param place where the selector's name stood
     */
    public record GroupSpec(String selector, List<String> selectorArguments, List<PathSpec> paths, Place place) {
        /** One that was not read from a line. */
        public GroupSpec(String selector, List<String> selectorArguments, List<PathSpec> paths) {
            this(selector, selectorArguments, paths, Place.NONE);
        }
    }

    /**
     * A path.
     *
     * @param name path name
     * @param arguments per-path selector arguments
     * @param place where the name stood
     */
    public record PathSpec(String name, List<String> arguments, Place place) {
        /** One that was not read from a line. */
        public PathSpec(String name, List<String> arguments) {
            this(name, arguments, Place.NONE);
        }
    }

    /** One that was not read from a line. */
    public MapTable(
            long sectors, List<String> features, List<String> handler, int initialGroup, List<GroupSpec> groups) {
        this(sectors, features, handler, initialGroup, groups, Place.NONE);
    }

    /** Parses {@code START LENGTH multipath ARGUMENTS} in today's grammar. */
    public static MapTable parse(String line) {
        return parse(line, TextForm.TODAY);
    }

    /**
     * Parses {@code START LENGTH multipath ARGUMENTS}.
     *
     * @param form whose grammar: limits, feature words and the syntax of numbers differ (seed-systems 3.3)
     * @throws IllegalArgumentException one sentence: the kernel's keyword text, the word at fault, its position, and what
     *     would be right
     */
    public static MapTable parse(String line, TextForm form) {
        return new TableParser(line, form).parse();
    }

    /** Whether the table asks to hold I/O when no path is usable. */
    public boolean queueIfNoPath() {
        return features.contains(FeatureWords.QUEUE_IF_NO_PATH);
    }

    /** Whether a handler that is attached to a path counts more than the table's; bio mode implies it. */
    public boolean retainAttachedHandler() {
        return features.contains(FeatureWords.RETAIN);
    }

    /** How often a group activation that may be repeated is repeated, 1 to 50; 0 when not set. */
    public int pgInitRetries() {
        return value(FeatureWords.RETRIES, 0);
    }

    /** Wait before a delayed activation, 0 to 60,000 ms; -1 when not set. */
    public int pgInitDelayMillis() {
        return value(FeatureWords.DELAY, -1);
    }

    /** How I/O reaches the map. */
    public QueueMode queueMode() {
        return features.contains(FeatureWords.QUEUE_MODE) ? QueueMode.BIO : QueueMode.RQ;
    }

    private int value(String feature, int unset) {
        int at = features.indexOf(feature);
        return at < 0 ? unset : Integer.parseInt(features.get(at + 1));
    }

    /** The name of the hardware handler; empty when none. */
    public String handlerName() {
        return handler.isEmpty() ? "" : handler.get(0);
    }

    /** The arguments of the hardware handler. */
    public List<String> handlerArguments() {
        return handler.isEmpty() ? List.of() : handler.subList(1, handler.size());
    }

    /** The same table with or without {@code queue_if_no_path}. */
    public MapTable withQueueing(boolean queueing) {
        if (queueing == queueIfNoPath()) {
            return this;
        }
        List<String> words = new ArrayList<>(features);
        if (queueing) {
            words.add(0, FeatureWords.QUEUE_IF_NO_PATH);
        } else {
            words.remove(FeatureWords.QUEUE_IF_NO_PATH);
        }
        return new MapTable(sectors, List.copyOf(words), handler, initialGroup, groups, handlerPlace);
    }

    /** The same table with another length. */
    public MapTable withSectors(long length) {
        return new MapTable(length, features, handler, initialGroup, groups, handlerPlace);
    }

    /** The same table with another handler; an empty name for none. */
    public MapTable withHandler(String name, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (!name.isEmpty()) {
            words.add(name);
            words.addAll(arguments);
        }
        return new MapTable(sectors, features, List.copyOf(words), initialGroup, groups, handlerPlace);
    }

    /**
     * Refuses a table that must not take this one's place.
     *
     * @throws IllegalArgumentException when it would change the mode of I/O
     */
    public void checkSuccessor(MapTable next) {
        if (next.queueMode() != queueMode()) {
            throw new IllegalArgumentException("can't change device type after initial table load: queue_mode is "
                    + word(queueMode()) + " and stays so, not " + word(next.queueMode()));
        }
    }

    private static String word(QueueMode mode) {
        return mode.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The table line in today's grammar, with the arguments as they were given. */
    public String text() {
        return TableText.of(this);
    }
}

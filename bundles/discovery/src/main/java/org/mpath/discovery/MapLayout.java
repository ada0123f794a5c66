package org.mpath.discovery;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import org.mpath.api.map.LogicalUnit;
import org.mpath.config.PathSettings;

/**
 * How a map with paths is built: its groups, and the words of its table.
 *
 * @param words the words
 * @param settings what holds for the map: that of its first path
 * @param groups its groups, in table order
 * @param standings the groups' priorities when they were formed
 */
record MapLayout(
        TableText words, PathSettings settings, List<PathGroup<KnownPath>> groups, List<Integer> standings) {
    private static final List<String> NONE = List.of("0");

    /**
     * The layout of a map.
     *
     * @param paths at least one, all of one family
     * @param apart whether marginal paths form groups of their own
     * @param settings what holds for a path
     */
    static MapLayout of(SortedSet<KnownPath> paths, boolean apart, Function<KnownPath, PathSettings> settings) {
        PathSettings first = settings.apply(paths.first());
        List<PathGroup<KnownPath>> groups = PathGroup.of(first.grouping().policy(), apart, paths);
        PathSettings.Table table = first.table();
        TableText words = new TableText(
                first.queueing().noPath() != PathSettings.NoPath.FAIL,
                table.features(),
                table.handler().equals(NONE) ? List.of() : table.handler(),
                table.selector());
        return new MapLayout(words, first, groups, groups.stream().map(PathGroup::standing).toList());
    }

    /** The same groups, without words that the data plane may refuse. */
    MapLayout plain() {
        return new MapLayout(words.plain(), settings, groups, standings);
    }

    /** Whether it says more than its groups. */
    boolean hasWords() {
        return !words.equals(words.plain());
    }

    /** The hardware handler; empty for none. */
    String handler() {
        return words.handler().isEmpty() ? "" : words.handler().get(0);
    }

    /** The table line. */
    String table(LogicalUnit unit, int initialGroup) {
        return words.of(unit, groups.stream().map(group -> group.paths().stream().map(this::path).toList()).toList(),
                initialGroup);
    }

    private TableText.Path path(KnownPath path) {
        PathSettings.Table table = settings.table();
        return TableText.Path.of(path.name(), table.requests(), table.byPriority() ? path.priority() : 1);
    }

    /** Whether another priority of a path may change the table. */
    boolean followsRanks() {
        return switch (settings.grouping().policy()) {
            case GROUP_BY_PRIO, GROUP_BY_TPG, FAILOVER, GROUP_BY_SERIAL, GROUP_BY_NODE_NAME -> true;
            case MULTIBUS -> settings.table().byPriority();
        };
    }

    /** Whether I/O is to return to the best group as soon as it can. */
    boolean returnsAtOnce() {
        return settings.grouping().failback() == PathSettings.FailbackKind.IMMEDIATE;
    }

    /** The group most of these paths are in, by number from 1; 0 when none is. */
    int groupOf(Collection<String> names) {
        int most = 0;
        int found = 0;
        for (int number = 1; number <= groups.size(); number++) {
            int here = (int) groups.get(number - 1).paths().stream().filter(path -> names.contains(path.name())).count();
            if (here > most) {
                most = here;
                found = number;
            }
        }
        return found;
    }
}

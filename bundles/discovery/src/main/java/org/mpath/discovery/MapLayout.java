package org.mpath.discovery;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.plugin.ArrayDefaults;

/**
 * How a map with paths is built: its groups, and the words its family puts into the table.
 *
 * @param handler name of the hardware handler; empty for none
 * @param defaults the family's
 * @param groups its groups, in table order
 * @param standings the groups' priorities when they were formed
 */
record MapLayout(String handler, ArrayDefaults defaults, List<PathGroup<KnownPath>> groups, List<Integer> standings) {
    /**
     * The layout that the family of its first path gives a map.
     *
     * @param paths at least one, all of one family
     */
    static MapLayout of(SortedSet<KnownPath> paths) {
        ArrayDefaults defaults = paths.first().defaults;
        List<PathGroup<KnownPath>> groups = PathGroup.of(defaults.grouping(), paths);
        return new MapLayout(paths.first().familyName(), defaults, groups,
                groups.stream().map(PathGroup::standing).toList());
    }

    /** The same groups, with nothing else of the family's. */
    MapLayout plain() {
        ArrayDefaults plain = new ArrayDefaults(defaults.grouping(), ArrayDefaults.SYMMETRIC.selector(), List.of(), List.of(),
                defaults.failbackSeconds());
        return new MapLayout("", plain, groups, standings);
    }

    /** Whether it says more than its groups. */
    boolean hasWords() {
        return !equals(plain());
    }

    /** The table line. */
    String table(LogicalUnit unit, int initialGroup) {
        return TableText.of(unit, handler, defaults, groups.stream()
                .map(group -> group.paths().stream().map(KnownPath::name).toList())
                .toList(), initialGroup);
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

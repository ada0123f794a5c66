package org.mpath.formats;

import java.util.List;

/** A path group to print. */
public final class GroupLine implements Line<GroupWildcard> {
    private final Values<GroupWildcard> values;
    private final List<PathLine> paths;

    /**
     * Makes one.
     *
     * @param known of it; without a priority it has the mean of those of its ready and ghost paths, rounded down, negative
     *     ones left out
     * @param paths in table order
     */
    public GroupLine(Values<GroupWildcard> known, List<PathLine> paths) {
        values = known.copy();
        this.paths = List.copyOf(paths);
        if (!values.knows(GroupWildcard.PRIORITY)) {
            values.put(GroupWildcard.PRIORITY, (long) meanPriority(paths));
        }
    }

    private static double meanPriority(List<PathLine> paths) {
        return paths.stream()
                .filter(PathLine::usable)
                .mapToLong(path -> Long.parseLong(path.text(PathWildcard.PRIORITY)))
                .filter(priority -> priority >= 0)
                .average()
                .orElse(0);
    }

    @Override
    public String text(GroupWildcard wildcard) {
        return values.text(wildcard);
    }

    /** Its paths, in table order. */
    public List<PathLine> paths() {
        return paths;
    }
}

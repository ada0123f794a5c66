package org.mpath.formats;

import java.util.List;
import java.util.stream.Stream;

/** A map to print. */
public final class MapLine implements Line<MapWildcard> {
    private final Values<MapWildcard> values;
    private final List<GroupLine> groups;

    /**
     * Makes one.
     *
     * @param known of it; the number of usable paths may be left to its paths
     * @param groups in table order
     */
    public MapLine(Values<MapWildcard> known, List<GroupLine> groups) {
        values = known.copy();
        this.groups = List.copyOf(groups);
        if (!values.knows(MapWildcard.PATHS)) {
            values.put(MapWildcard.PATHS, paths().filter(PathLine::usable).count());
        }
    }

    @Override
    public String text(MapWildcard wildcard) {
        return values.text(wildcard);
    }

    /** Its path groups, in table order. */
    public List<GroupLine> groups() {
        return groups;
    }

    /** Its paths, in table order. */
    public Stream<PathLine> paths() {
        return groups.stream().map(GroupLine::paths).flatMap(List::stream);
    }
}

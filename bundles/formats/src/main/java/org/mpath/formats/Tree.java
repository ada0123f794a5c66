package org.mpath.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Maps, groups and paths as a tree, as {@code multipath -ll} and {@code show topology} print them. */
public final class Tree {
    private static final Format<MapWildcard> PROPERTIES =
            Format.of("size=%S features='%f' hwhandler='%h' wp=%r", MapWildcard.class);
    private static final Format<GroupWildcard> GROUP =
            Format.of("policy='%s' prio=%p status=%t", GroupWildcard.class);
    private static final Format<PathWildcard> PATH = Format.of("%i %d %D %t %T %o", PathWildcard.class);

    private final Columns<PathWildcard> columns;

    /**
     * Makes one.
     *
     * @param paths those whose columns stand below each other, even if they are in other maps
     */
    public Tree(Collection<PathLine> paths) {
        columns = Columns.fitting(PATH, paths);
    }

    /** The lines of a map. */
    public List<String> lines(MapLine map) {
        List<String> lines = new ArrayList<>();
        lines.addAll(Columns.raw(title(map), List.of(map)));
        lines.addAll(Columns.raw(PROPERTIES, List.of(map)));
        for (int i = 0; i < map.groups().size(); i++) {
            add(lines, map.groups().get(i), i == map.groups().size() - 1);
        }
        return lines;
    }

    private static Format<MapWildcard> title(MapLine map) {
        String action = map.text(MapWildcard.ACTION).isEmpty() ? "" : "%A: ";
        String identity = map.text(MapWildcard.NAME).equals(map.text(MapWildcard.UUID)) ? "" : " (%w)";
        return Format.of(action + "%n" + identity + " %d %s", MapWildcard.class);
    }

    private void add(List<String> lines, GroupLine group, boolean last) {
        lines.add((last ? "`" : "|") + "-+- " + Columns.raw(GROUP, List.of(group)).get(0));
        List<PathLine> paths = group.paths();
        for (int i = 0; i < paths.size(); i++) {
            lines.add((last ? "  " : "| ") + (i == paths.size() - 1 ? "`- " : "|- ") + columns.line(paths.get(i)));
        }
    }
}

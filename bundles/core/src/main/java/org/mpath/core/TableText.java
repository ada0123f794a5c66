package org.mpath.core;

import java.util.List;
import org.mpath.api.map.TextForm;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/** The table line (device-mapper's TABLE, seed-systems 3.11) in the three forms; it loads again. */
final class TableText {
    private TableText() {}

    /** A table as it was given. */
    static String of(MapTable table) {
        Words line = head(table, table.features(), table.handler()).add(table.groups().size()).add(table.initialGroup());
        for (GroupSpec group : table.groups()) {
            line.add(group.selector()).counted(group.selectorArguments()).add(group.paths().size());
            line.add(group.paths().isEmpty() ? 0 : group.paths().get(0).arguments().size());
            for (PathSpec path : group.paths()) {
                line.add(path.name()).add(String.join(" ", path.arguments()));
            }
        }
        return line.toString();
    }

    /**
     * The table of a running map.
     *
     * @param live its table with the features and the handler that are in force
     */
    static String table(MapTable live, StatusLine now, TextForm form) {
        Words line = head(live, FeatureWords.of(form, live.features()), handler(live, form))
                .add(now.groups().size())
                .add(now.groupNumber());
        for (StatusLine.Group group : now.groups()) {
            line.add(group.selector()).counted(group.selectorWords()).add(group.paths().size());
            line.add(group.paths().isEmpty() ? 0 : Words.count(group.paths().get(0).tableWords()));
            for (StatusLine.Path path : group.paths()) {
                line.add(path.name()).add(path.tableWords());
            }
        }
        return line.toString();
    }

    private static Words head(MapTable table, List<String> features, List<String> handler) {
        return new Words().add("0").add(table.sectors()).add("multipath").counted(features).counted(handler);
    }

    /** Today's kernel prints the name alone; before, the handler itself printed its words. */
    private static List<String> handler(MapTable table, TextForm form) {
        return form == TextForm.TODAY ? table.handler().stream().limit(1).toList() : table.handler();
    }
}

package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** Maps, groups and paths as a tree, in the layout and the words of {@code multipath -ll}. */
final class Topology {
    private final Screen screen;
    private final Map<String, DiscoveredPath> discovered;
    private final Map<String, List<List<String>>> selectors;

    /**
     * Makes one.
     *
     * @param discovered what discovery knows, by path name
     * @param selectors each group's selector and its arguments, by map name; perhaps not of all
     */
    Topology(
            Screen screen,
            Map<String, DiscoveredPath> discovered,
            Map<String, List<List<String>>> selectors) {
        this.screen = screen;
        this.discovered = discovered;
        this.selectors = selectors;
    }

    /** The lines of one map. */
    List<String> lines(MapState map) {
        List<String> lines = new ArrayList<>();
        lines.add(line().add(map.name() + " (" + map.unit().wwid() + ") " + product(map)).toString());
        lines.add(summary(map));
        int nameWidth = map.groups().stream()
                .flatMap(group -> group.paths().stream())
                .mapToInt(path -> path.name().length())
                .max()
                .orElse(0);
        List<List<String>> words = selectors.getOrDefault(map.name(), List.of());
        for (int i = 0; i < map.groups().size(); i++) {
            GroupState group = map.groups().get(i);
            String policy = group.selector() + " " + counted(DmText.arguments(group, words));
            addGroup(lines, group, policy, i == map.groups().size() - 1, nameWidth);
        }
        return lines;
    }

    /** The lines of a path that is in no map. */
    String orphan(DiscoveredPath path) {
        Line line = line().add(path.name() + " [orphan] ").state(StateWord.of(path.checker()));
        return reason(line, path.reason()).toString();
    }

    private String summary(MapState map) {
        String features = counted(map.features());
        String handler = map.handler().isEmpty() ? "0" : "1 " + map.handler();
        return line().add("size=" + Text.size(map.unit().sizeBytes())
                        + " features='" + features + "' hwhandler='" + handler + "'"
                        + " wp=" + (map.unit().limits().readOnly() ? "ro" : "rw") + " state=")
                .state(StateWord.of(map.condition()))
                .toString();
    }

    private static String counted(List<String> words) {
        return words.isEmpty() ? "0" : words.size() + " " + String.join(" ", words);
    }

    private void addGroup(List<String> lines, GroupState group, String policy, boolean last, int nameWidth) {
        lines.add(line().add((last ? "`" : "|") + "-+- policy='" + policy + "' prio=" + priority(group) + " status=")
                .state(StateWord.of(group.state()))
                .toString());
        String stem = last ? "  " : "| ";
        for (int i = 0; i < group.paths().size(); i++) {
            String branch = i == group.paths().size() - 1 ? "`- " : "|- ";
            lines.add(path(stem + branch, group.paths().get(i), nameWidth));
        }
    }

    private String priority(GroupState group) {
        List<DiscoveredPath> known = group.paths().stream()
                .map(path -> discovered.get(path.name()))
                .filter(Objects::nonNull)
                .toList();
        return Text.priority(known.isEmpty() ? -1 : DiscoveredPath.groupPriority(known));
    }

    private String path(String prefix, PathState path, int nameWidth) {
        DiscoveredPath known = discovered.get(path.name());
        Line line = line().add(prefix + path.name() + " ".repeat(nameWidth - path.name().length() + 1))
                .state(StateWord.of(path.state()))
                .add(" ")
                .state(StateWord.checker(known))
                .add(" ")
                .state(StateWord.device(known));
        return reason(line, Reason.of(path, known)).toString();
    }

    private static Line reason(Line line, String reason) {
        return reason.isEmpty() ? line : line.add(": " + reason);
    }

    private static String product(MapState map) {
        return Text.product(map.unit().vendor(), map.unit().product());
    }

    private Line line() {
        return new Line(screen);
    }
}

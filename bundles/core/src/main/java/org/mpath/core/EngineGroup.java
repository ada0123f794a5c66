package org.mpath.core;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.MapTable.GroupSpec;

/** A path group inside an engine, with its selector. */
final class EngineGroup {
    final int number;
    final GroupSpec spec;
    final List<EnginePath> paths = new ArrayList<>();
    /** The name people see: the spec's, or "first usable" when the plug-in left or broke. */
    String selectorName;

    PathSelector selector;
    /** Grows with each selector: who was told that a request started is told that it ended, nobody else. */
    int selectorEpoch;

    boolean bypassed;

    EngineGroup(int number, GroupSpec spec, PathSelector selector) {
        this.number = number;
        this.spec = spec;
        this.selector = selector;
        this.selectorName = spec.selector();
    }

    /** Changes the selector and tells the new one about the paths. */
    void use(PathSelector replacement, String name, int epoch) {
        selector = replacement;
        selectorName = name;
        selectorEpoch = epoch;
        for (int i = 0; i < paths.size(); i++) {
            EnginePath path = paths.get(i);
            SelectorChoice.add(replacement, path.number, spec.paths().get(i), argumentsOf(i));
            if (!path.active) {
                replacement.fail(path.number);
            }
        }
    }

    private List<String> argumentsOf(int index) {
        return selectorName.equals(spec.selector()) ? spec.paths().get(index).arguments() : List.of();
    }

    /** The first active path; null when none is. */
    EnginePath firstActive() {
        for (EnginePath path : paths) {
            if (path.active) {
                return path;
            }
        }
        return null;
    }

    int activeCount() {
        int count = 0;
        for (EnginePath path : paths) {
            count += path.active ? 1 : 0;
        }
        return count;
    }
}

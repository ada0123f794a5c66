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

    EngineGroup(int number, GroupSpec spec, PathSelector selector) {
        this.number = number;
        this.spec = spec;
        this.selector = selector;
        this.selectorName = spec.selector();
    }

    /** Changes the selector and tells the new one about the paths. */
    void use(PathSelector replacement, String name) {
        selector = replacement;
        selectorName = name;
        for (int i = 0; i < paths.size(); i++) {
            EnginePath path = paths.get(i);
            replacement.add(path.number, argumentsOf(i));
            if (!path.active) {
                replacement.fail(path.number);
            }
        }
    }

    private List<String> argumentsOf(int index) {
        return selectorName.equals(spec.selector()) ? spec.paths().get(index).arguments() : List.of();
    }
}

package org.mpath.core;

import java.util.function.Function;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.MapTable.GroupSpec;

/** Selectors that come and go while their groups are in use: the built-in one stands in meanwhile. */
final class GroupSelectors {
    private final MapEngine engine;

    GroupSelectors(MapEngine engine) {
        this.engine = engine;
    }

    /** The plug-in of this type leaves. */
    void drop(String name) {
        for (EngineGroup group : engine.paths.groups()) {
            if (group.selectorName.equals(name)) {
                engine.paths.use(group, new FirstUsable(), FirstUsable.NAME);
                engine.report(Kind.SELECTOR_CHANGED, "", name, FirstUsable.NAME, "the plug-in left");
            }
        }
    }

    /** The plug-in of this type is here again. */
    void restore(String name, Function<GroupSpec, PathSelector> factory) {
        for (EngineGroup group : engine.paths.groups()) {
            if (group.spec.selector().equals(name) && !group.selectorName.equals(name)) {
                String before = group.selectorName;
                engine.paths.use(group, factory.apply(group.spec), name);
                engine.report(Kind.SELECTOR_CHANGED, "", before, name, "the plug-in is back");
            }
        }
    }

    /** Reports selectors that were replaced because they broke. */
    void noteBroken() {
        if (!engine.paths.takeSelectorBroke()) {
            return;
        }
        for (EngineGroup group : engine.paths.groups()) {
            String broken = group.takeBroken();
            if (broken != null) {
                engine.report(Kind.SELECTOR_CHANGED, "", group.spec.selector(), FirstUsable.NAME, broken);
            }
        }
    }
}

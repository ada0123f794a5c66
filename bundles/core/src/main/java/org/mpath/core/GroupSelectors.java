package org.mpath.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
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
        use(group -> !group.selectorName.equals(name), name, "the plug-in is back", factory);
    }

    /** Another version of this type takes over: in every group, or in none when one of its selectors throws. */
    void replace(String name, String reason, Function<GroupSpec, PathSelector> factory) {
        use(group -> true, name, reason, factory);
    }

    private void use(
            Predicate<EngineGroup> which, String name, String reason, Function<GroupSpec, PathSelector> factory) {
        Map<EngineGroup, PathSelector> ready = new LinkedHashMap<>();
        for (EngineGroup group : engine.paths.groups()) {
            if (group.spec.selector().equals(name) && which.test(group)) {
                PathSelector selector = factory.apply(group.spec);
                group.tellPaths(selector, name);
                ready.put(group, selector);
            }
        }
        ready.forEach((group, selector) -> {
            String before = group.selectorName;
            engine.paths.adopt(group, selector, name);
            engine.report(Kind.SELECTOR_CHANGED, "", before, name, reason);
        });
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
                engine.actions.selectorBroke(group.spec.selector(), broken);
            }
        }
    }
}

package org.mpath.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.MapTable.GroupSpec;

/** Selectors that come, go and break while their groups are in use: the built-in one stands in meanwhile. The engine's thread. */
public final class GroupSelectors {
    private final MapEngine engine;

    GroupSelectors(MapEngine engine) {
        this.engine = engine;
    }

    /** Replaces the selector of every group that uses this type by the built-in one: the plug-in is leaving. */
    public void drop(String name) {
        for (EngineGroup group : engine.paths.groups()) {
            if (group.selectorName.equals(name)) {
                engine.paths.use(group, new FirstUsable(), FirstUsable.NAME);
                engine.report(Kind.SELECTOR_CHANGED, "", name, FirstUsable.NAME, "the plug-in left");
            }
        }
    }

    /** Gives groups that the table says use this type, but do without, a selector of it: the plug-in is here again. */
    public void restore(String name, Function<GroupSpec, PathSelector> factory) {
        use(group -> !group.selectorName.equals(name), name, "the plug-in is back", factory);
    }

    /**
     * Gives every group that the table says uses this type a selector of another version of it: all of them or, when one of
     * them throws, none.
     */
    public void replace(String name, String reason, Function<GroupSpec, PathSelector> factory) {
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

    /**
     * The selector of a type is used no more, for one that shares its code keeps a thread.
     *
     * @param reason a clause for people
     */
    public void ban(String name, String reason) {
        for (EngineGroup group : engine.paths.groups()) {
            if (group.selectorName.equals(name)) {
                group.standIn(reason);
            }
        }
        noteBroken();
    }

    /** What the selector that is called now is called for, and of which type it is; empty when none is called. */
    public Call present() {
        SelectorTurn turn = engine.paths.turn;
        EngineGroup group = turn.group();
        return turn.call() == SelectorTurn.NONE || group == null
                ? Call.NONE
                : new Call(group.spec.selector(), turn.callName(), turn.call() == SelectorTurn.ADD);
    }

    /**
     * A call of a selector.
     *
     * @param selector the type's name
     * @param what the method's name, for people
     * @param toCome whether it is not in use yet
     */
    public record Call(String selector, String what, boolean toCome) {
        static final Call NONE = new Call("", "", false);
    }

    /**
     * The selector that is called keeps the thread it was called on, and another one goes on with the engine: as though it had
     * thrown. Nothing of what was under way is lost but what was said about it.
     *
     * @param reason a clause for people
     */
    public void kept(String reason, long nowNanos) {
        SelectorTurn turn = engine.paths.turn;
        EngineGroup group = turn.group();
        if (turn.call() == SelectorTurn.ADD) {
            engine.paths.keepGroups(); // it was not in use
            turn.takesNone();
        } else if (!group.selectorName.equals(FirstUsable.NAME)) {
            group.standIn(reason);
        }
        if (turn.call() == SelectorTurn.SAID) {
            turn.takesNone();
        }
        engine.flow.resume(nowNanos);
        engine.waiting.retryDue(nowNanos);
        engine.fence.arm(nowNanos);
        engine.settle(nowNanos);
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

package org.mpath.core;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.core.Deadlines.What;

/** Where the states of paths and groups change, and nowhere else; each change is reported. */
final class PathStates {
    private final MapEngine engine;
    /** The group that I/O went to last; 0 for none yet. */
    private int groupInUse;

    PathStates(MapEngine engine) {
        this.engine = engine;
    }

    void bypass(EngineGroup group, boolean bypassed, String reason) {
        group.bypassed = bypassed;
        engine.choice.leave();
        engine.choice.unask(bypassed ? group : null);
        engine.countEvent();
        engine.report(bypassed ? Kind.GROUP_BYPASSED : Kind.GROUP_ENABLED, "", "", "group " + group.number, reason);
    }

    /** Asks for a group: every bypass is undone, the next request enters it. While a probe runs, after that. */
    void switchGroup(int number) {
        if (engine.prober.running()) {
            engine.prober.switchAfter(number);
            return;
        }
        String from = "group " + engine.choice.shownNumber();
        groupInUse = number;
        engine.paths.groups().forEach(group -> group.bypassed = false);
        engine.choice.ask(engine.paths.group(number));
        engine.countEvent();
        engine.report(Kind.GROUP_SWITCHED, "", from, "group " + number, "by request");
    }

    void fail(EnginePath path, String reason, long nowNanos) {
        if (!path.active || path.group == null) {
            return;
        }
        change(path, false, reason, nowNanos);
        path.failCount++;
        engine.report(Kind.PATH_FAILED, path.name, "active", "failed", path.reason);
        if (engine.paths.activeCount() == 0) {
            if (!engine.suspension.defers()) {
                engine.noPath.noPath(nowNanos);
                engine.waiting.waitAnew(nowNanos);
            }
            engine.report(Kind.MAP_NO_PATH, "", "", "", engine.noPath.waits() ? "I/O waits" : "I/O fails");
        }
        engine.scan.lost(path, nowNanos);
    }

    void reinstate(EnginePath path, long nowNanos) {
        boolean first = engine.paths.activeCount() == 0;
        change(path, true, path.reason, nowNanos);
        path.forget();
        engine.noPath.pathIsBack();
        engine.deadlines.clear(What.AGE);
        engine.report(Kind.PATH_REINSTATED, path.name, "failed", "active", "");
        if (first) {
            engine.activation.pathsAreBack();
            engine.report(Kind.MAP_RECOVERED, "", "", "", engine.waiting.queue.size() + " task(s) waited");
        } else {
            engine.activation.activateOne(path, nowNanos);
        }
        engine.fence.arm(nowNanos);
    }

    private void change(EnginePath path, boolean active, String reason, long nowNanos) {
        path.active = active;
        path.reason = reason == null ? "" : reason;
        path.changed = true;
        path.changedNanos = nowNanos;
        path.group.tell(path);
        engine.paths.recount();
    }

    /** A request is about to enter another group. */
    void entered(EngineGroup group, long nowNanos) {
        engine.activation.enter(engine.choice.bypassedOnly());
        moved(group, why(group));
        engine.activation.start(nowNanos);
    }

    private String why(EngineGroup group) {
        if (engine.choice.bypassedOnly()) {
            return "only bypassed groups are left";
        }
        return engine.choice.skipsOthersFor(group)
                ? "groups before it could not be made ready"
                : "the first with a usable path";
    }

    /** The array says which group owns the unit. */
    void follow(EngineGroup group, String reason) {
        if (engine.choice.current() != group) {
            engine.choice.enter(group);
            moved(group, reason);
        }
    }

    /** I/O goes to a group; an event when it went to another before. */
    private void moved(EngineGroup group, String reason) {
        int before = groupInUse;
        groupInUse = group.number;
        if (before != 0 && before != group.number) {
            engine.report(Kind.GROUP_SWITCHED, "", "group " + before, "group " + group.number, reason);
        } else {
            engine.publish();
        }
    }

    /** An answer said that another controller owns the unit. */
    void ownerMoved(EnginePath path, ScsiTask task, long nowNanos) {
        switch (engine.activationKind()) {
            case NONE -> fail(path, Triage.sentence(task), nowNanos);
            case FOLLOW -> {
                if (path.group == engine.choice.current() || engine.choice.current() == null) {
                    engine.scan.trigger(nowNanos);
                }
            }
            case ONE_PATH, EVERY_PATH -> {
                boolean present = path.group != null && path.group == engine.choice.current(); // else a table dropped it
                if (present && engine.activation.isNews(task)) {
                    engine.activation.ownerMoved(nowNanos);
                }
            }
        }
    }
}

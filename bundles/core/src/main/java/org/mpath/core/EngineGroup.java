package org.mpath.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.MapTable.GroupSpec;

/** A path group inside an engine, with its selector. */
final class EngineGroup {
    private final PathSet owner;
    final int number;
    final GroupSpec spec;
    final List<EnginePath> paths = new ArrayList<>();
    /** The name people see: the spec's, or "first usable" when the plug-in left or broke. */
    String selectorName;

    PathSelector selector;
    /** Grows with each selector: who was told that a request started is told that it ended, nobody else. */
    int selectorEpoch;

    boolean bypassed;
    /** Rounds of activation that failed since a group was ready last. */
    private int vainRounds;

    private boolean triedInVain;
    private String broken;

    EngineGroup(PathSet owner, int number, GroupSpec spec, PathSelector selector) {
        this.owner = owner;
        this.number = number;
        this.spec = spec;
        this.selector = selector;
        this.selectorName = spec.selector();
    }

    /**
     * Changes the selector and tells the new one about the paths.
     *
     * @throws RuntimeException what the new one throws; the present one stays then
     */
    void use(PathSelector replacement, String name, int epoch) {
        tellPaths(replacement, name);
        adopt(replacement, name, epoch);
    }

    /** Tells a selector about the paths, before it is used. */
    void tellPaths(PathSelector replacement, String name) {
        for (int i = 0; i < paths.size(); i++) {
            EnginePath path = paths.get(i);
            SelectorChoice.add(replacement, path.number, spec.paths().get(i), argumentsOf(i, name));
            if (!path.active) {
                replacement.fail(path.number);
            }
        }
    }

    /** Uses a selector that knows the paths. */
    void adopt(PathSelector replacement, String name, int epoch) {
        selector = replacement;
        selectorName = name;
        selectorEpoch = epoch;
    }

    // ---- calls to the selector: one that throws is replaced by the built-in choice, and the request goes on ----

    int select(long bytes, long nowNanos) {
        try {
            return selector.select(bytes, nowNanos);
        } catch (Throwable e) {
            standIn(e);
            return PathSelector.NONE;
        }
    }

    void started(EnginePath path, ScsiTask task, long nowNanos) {
        task.selectorEpoch = selectorEpoch;
        try {
            selector.started(path.number, task.dataLength, nowNanos);
        } catch (Throwable e) {
            standIn(e);
        }
    }

    void ended(EnginePath path, ScsiTask task, long nowNanos) {
        if (task.selectorEpoch != selectorEpoch) {
            return;
        }
        try {
            selector.ended(path.number, task.dataLength, task.startedNanos, nowNanos);
        } catch (Throwable e) {
            standIn(e);
        }
    }

    /** Tells the selector whether a path may be chosen; the path's state is changed already. */
    void tell(EnginePath path) {
        try {
            if (path.active) {
                selector.reinstate(path.number);
            } else {
                selector.fail(path.number);
            }
        } catch (Throwable e) {
            standIn(e);
        }
    }

    /**
     * Words of the selector.
     *
     * @param otherwise when the built-in choice stands in for a plug-in: the table must still name what was asked for
     */
    String said(Function<PathSelector, String> question, String otherwise) {
        if (!selectorName.equals(spec.selector())) {
            return otherwise;
        }
        try {
            String words = question.apply(selector);
            if (words != null) {
                return words;
            }
            standIn("it has null for words");
        } catch (Throwable e) {
            standIn(e);
        }
        return otherwise;
    }

    private void standIn(Throwable thrown) {
        standIn("it threw " + thrown);
    }

    /** Chooses by itself from now on. */
    void standIn(String why) {
        broken = why;
        owner.selectorBroke();
        use(new FirstUsable(), FirstUsable.NAME, -selectorEpoch);
    }

    /** Why the selector was replaced, since the last call; null when it was not. */
    String takeBroken() {
        String was = broken;
        broken = null;
        return was;
    }

    private List<String> argumentsOf(int index, String name) {
        return name.equals(spec.selector()) ? spec.paths().get(index).arguments() : List.of();
    }

    /** Whether it cannot be made ready now, as far as was tried: others are tried before it is again. */
    boolean triedInVain() {
        return triedInVain;
    }

    /** A round of activation failed. While it has a path that was not tried, that is tried first. */
    void roundFailed() {
        vainRounds++;
        triedInVain |= firstActive() == null || vainRounds >= paths.size();
    }

    void forgetRounds() {
        vainRounds = 0;
        triedInVain = false;
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

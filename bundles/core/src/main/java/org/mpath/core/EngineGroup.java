package org.mpath.core;

import java.util.ArrayList;
import java.util.Arrays;
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
    private final SelectorTurn turn;
    /** Changes of paths that the selector was not told of yet: twice the number, and one if the path may be chosen. */
    private int[] untold = new int[4];

    private int untoldFrom;
    private int untoldTo;

    /** @param selector null for the built-in choice */
    EngineGroup(PathSet owner, int number, GroupSpec spec, PathSelector selector) {
        this.owner = owner;
        this.turn = owner.turn;
        this.number = number;
        this.spec = spec;
        this.selector = selector == null ? new FirstUsable() : selector;
        this.selectorName = selector == null ? FirstUsable.NAME : spec.selector();
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
        turn.begins(this, SelectorTurn.ADD);
        try {
            for (int i = 0; i < paths.size(); i++) {
                EnginePath path = paths.get(i);
                SelectorChoice.add(replacement, path.number, spec.paths().get(i), argumentsOf(i, name));
                if (!path.active) {
                    SelectorCalls.fail(replacement, path.number);
                }
            }
        } catch (RuntimeException | Error e) {
            turn.ends(null);
            throw e;
        }
        String late = turn.ends(null);
        if (late != null) {
            throw new IllegalStateException(late);
        }
    }

    /** Uses a selector that knows the paths. */
    void adopt(PathSelector replacement, String name, int epoch) {
        selector = replacement;
        selectorName = name;
        selectorEpoch = epoch;
        untoldFrom = untoldTo;
    }

    // ---- calls to the selector: one that throws is replaced by the built-in choice, and the request goes on ----

    int select(long bytes, long nowNanos) {
        if (untoldFrom < untoldTo) {
            tellChanges();
        }
        int path = PathSelector.NONE;
        String fault = null;
        turn.begins(this, SelectorTurn.SELECT);
        try {
            path = SelectorCalls.select(selector, bytes, nowNanos);
        } catch (Throwable e) {
            fault = threw(e);
        }
        fault = turn.ends(fault);
        if (fault == null) {
            return path;
        }
        standIn(fault);
        return PathSelector.NONE;
    }

    void started(EnginePath path, ScsiTask task, long nowNanos) {
        task.selectorEpoch = selectorEpoch;
        String fault = null;
        turn.begins(this, SelectorTurn.STARTED);
        try {
            SelectorCalls.started(selector, path.number, task.dataLength, nowNanos);
        } catch (Throwable e) {
            fault = threw(e);
        }
        replaceWhen(turn.ends(fault));
    }

    void ended(EnginePath path, ScsiTask task, long nowNanos) {
        if (task.selectorEpoch != selectorEpoch) {
            return;
        }
        String fault = null;
        turn.begins(this, SelectorTurn.ENDED);
        try {
            SelectorCalls.ended(selector, path.number, task.dataLength, task.startedNanos, nowNanos);
        } catch (Throwable e) {
            fault = threw(e);
        }
        replaceWhen(turn.ends(fault));
    }

    /** Has the selector told, before it chooses next, whether a path may be chosen; the path's state is changed already. */
    void tell(EnginePath path) {
        if (untoldFrom == untoldTo) {
            untoldFrom = 0;
            untoldTo = 0;
        }
        if (untoldTo == untold.length) {
            untold = Arrays.copyOf(untold, 2 * untoldTo);
        }
        untold[untoldTo++] = 2 * path.number + (path.active ? 1 : 0);
    }

    /** Tells the selector which paths may be chosen now and which not. */
    void tellChanges() {
        while (untoldFrom < untoldTo) {
            int change = untold[untoldFrom++];
            String fault = null;
            turn.begins(this, SelectorTurn.TOLD);
            try {
                if ((change & 1) != 0) {
                    SelectorCalls.reinstate(selector, change >> 1);
                } else {
                    SelectorCalls.fail(selector, change >> 1);
                }
            } catch (Throwable e) {
                fault = threw(e);
            }
            replaceWhen(turn.ends(fault));
        }
    }

    /**
     * Words of the selector.
     *
     * @param question one of {@link SelectorCalls}
     * @param otherwise when the built-in choice stands in for a plug-in: the table must still name what was asked for
     */
    String said(Function<PathSelector, String> question, String otherwise) {
        if (!selectorName.equals(spec.selector())) {
            return otherwise;
        }
        String words = null;
        String fault = "it has null for words";
        turn.begins(this, SelectorTurn.SAID);
        try {
            words = question.apply(selector);
        } catch (Throwable e) {
            fault = threw(e);
        }
        fault = turn.ends(words == null ? fault : null);
        replaceWhen(fault);
        return fault == null ? words : otherwise;
    }

    /** In words, which may be the selector's: part of its call. Throws nothing, whatever they throw. */
    private static String threw(Throwable thrown) {
        try {
            return "it threw " + SelectorCalls.words(thrown);
        } catch (Throwable again) {
            return "it threw what has no words";
        }
    }

    private void replaceWhen(String fault) {
        if (fault != null) {
            standIn(fault);
        }
    }

    /** Chooses by itself from now on. */
    void standIn(String why) {
        broken = why;
        owner.selectorBroke();
        adopt(FirstUsable.of(paths), FirstUsable.NAME, -selectorEpoch);
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

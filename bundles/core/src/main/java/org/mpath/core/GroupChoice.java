package org.mpath.core;

import java.util.List;

/**
 * Which path a request takes: the next group that was asked for, the current group, then the groups in order, those that
 * are not bypassed first (device-mapper, seed-systems 3.5). The current group is left only when it has no path left, or
 * by request.
 */
final class GroupChoice {
    private final PathSet paths;
    private EngineGroup current;
    private EngineGroup next;
    /** The path the last choice named. */
    private EnginePath chosen;
    /** The last choice entered a group. */
    private boolean entered;
    /** The last choice found only bypassed groups. */
    private boolean bypassedOnly;
    /** A selector that named a path it may not name was replaced. */
    private String brokenSelector;

    GroupChoice(PathSet paths) {
        this.paths = paths;
    }

    EngineGroup current() {
        return current;
    }

    EnginePath chosen() {
        return chosen;
    }

    /** The number status lines show: current, else next, else the first; 0 without groups. */
    int shownNumber() {
        if (current != null) {
            return current.number;
        }
        return next != null ? next.number : Math.min(1, paths.groups().size());
    }

    /** Leaves the current group: the next request chooses anew. */
    void leave() {
        current = null;
        chosen = null;
    }

    /** Asks for a group; null for none in particular. */
    void ask(EngineGroup group) {
        leave();
        next = group;
    }

    /** Makes a group current. */
    void enter(EngineGroup group) {
        current = group;
        chosen = null;
        next = null;
    }

    /** Whether the last choice entered a group; cleared by asking. */
    boolean takeEntered() {
        boolean was = entered;
        entered = false;
        return was;
    }

    boolean bypassedOnly() {
        return bypassedOnly;
    }

    /** The name of a selector that was replaced since the last call; null for none. */
    String takeBrokenSelector() {
        String was = brokenSelector;
        brokenSelector = null;
        return was;
    }

    /** A path with room in the current group, by its selector: the way of nearly every request. Null: look closer. */
    EnginePath inCurrent(long bytes, long nowNanos) {
        return current == null || next != null ? null : select(current, bytes, nowNanos);
    }

    /** A path of the group to use; null when there is none. It may be {@link EnginePath#full}. */
    EnginePath choose(long bytes, long nowNanos) {
        if (paths.activeCount() == 0) {
            leave();
            return null;
        }
        EnginePath path = current == null ? null : select(current, bytes, nowNanos);
        if (path == null && next != null) {
            path = select(next, bytes, nowNanos);
            next = null;
        }
        bypassedOnly = false;
        if (path == null) {
            path = first(false, bytes, nowNanos);
        }
        if (path == null) {
            bypassedOnly = true;
            path = first(true, bytes, nowNanos);
        }
        if (path != null && path.group != current) {
            current = path.group;
            entered = true;
        }
        chosen = path;
        return path;
    }

    private EnginePath first(boolean bypassed, long bytes, long nowNanos) {
        List<EngineGroup> groups = paths.groups();
        for (int i = 0; i < groups.size(); i++) {
            EngineGroup group = groups.get(i);
            if (group.bypassed == bypassed) {
                EnginePath path = select(group, bytes, nowNanos);
                if (path != null) {
                    return path;
                }
            }
        }
        return null;
    }

    /** What the group's selector names, another one when that is full. A selector that names nonsense is replaced. */
    private EnginePath select(EngineGroup group, long bytes, long nowNanos) {
        EnginePath path = ask(group, bytes, nowNanos);
        if (path != null && path.full()) {
            for (int more = group.paths.size() - 1; more > 0 && path.full(); more--) {
                path = ask(group, bytes, nowNanos);
            }
        }
        return path;
    }

    private EnginePath ask(EngineGroup group, long bytes, long nowNanos) {
        int number = nameOf(group, bytes, nowNanos);
        EnginePath path = paths.usable(group, number);
        if (path == null && group.firstActive() != null) {
            brokenSelector = group.selectorName;
            paths.use(group, new FirstUsable(), FirstUsable.NAME);
            path = group.firstActive();
        }
        return path;
    }

    private static int nameOf(EngineGroup group, long bytes, long nowNanos) {
        try {
            return group.selector.select(bytes, nowNanos);
        } catch (RuntimeException e) {
            return -1;
        }
    }
}

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

    /** A group is bypassed: it is not asked for any more. The kernel would still enter it once, against the last word. */
    void unask(EngineGroup group) {
        if (group != null && next == group) {
            next = null;
        }
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

    /** The next group after the current one, round and round, that is not bypassed and has a usable path; null for none. */
    EngineGroup afterCurrent() {
        List<EngineGroup> groups = paths.groups();
        int at = groups.indexOf(current);
        for (int i = 1; at >= 0 && i < groups.size(); i++) {
            EngineGroup group = groups.get((at + i) % groups.size());
            if (!group.bypassed && group.firstActive() != null) {
                return group;
            }
        }
        return null;
    }

    /** The group that the next request would enter when the current one has no usable path; null for none. */
    EngineGroup instead() {
        if (next != null && next.firstActive() != null) {
            return next;
        }
        EngineGroup free = usable(false);
        return free == null ? usable(true) : free;
    }

    private EngineGroup usable(boolean bypassed) {
        for (EngineGroup group : paths.groups()) {
            if (group.bypassed == bypassed && group.firstActive() != null) {
                return group;
            }
        }
        return null;
    }

    boolean bypassedOnly() {
        return bypassedOnly;
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

    /**
     * The first group that was not tried in vain, round and round: checkers may bring the paths of a group back, again and
     * again, that cannot be made ready, before the last group was tried.
     */
    private EnginePath first(boolean bypassed, long bytes, long nowNanos) {
        EnginePath path = firstUntried(bypassed, bytes, nowNanos);
        if (path == null && tryAll(bypassed)) {
            path = firstUntried(bypassed, bytes, nowNanos);
        }
        return path;
    }

    /** Begins anew with those groups; whether any had been tried. */
    private boolean tryAll(boolean bypassed) {
        boolean any = false;
        for (EngineGroup group : paths.groups()) {
            if (group.bypassed == bypassed && group.triedInVain()) {
                group.forgetRounds();
                any = true;
            }
        }
        return any;
    }

    /** Whether a group with a usable path comes before it that was tried in vain. */
    boolean skipsOthersFor(EngineGroup group) {
        return paths.groups().stream()
                .takeWhile(before -> before != group)
                .anyMatch(before -> before.triedInVain() && before.firstActive() != null);
    }

    /** A group was made ready: all of them may be, the next time. */
    void ready() {
        paths.groups().forEach(EngineGroup::forgetRounds);
    }

    private EnginePath firstUntried(boolean bypassed, long bytes, long nowNanos) {
        List<EngineGroup> groups = paths.groups();
        for (int i = 0; i < groups.size(); i++) {
            EngineGroup group = groups.get(i);
            if (group.bypassed == bypassed && !group.triedInVain()) {
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
        EnginePath path = paths.usable(group, group.select(bytes, nowNanos));
        if (path == null && group.firstActive() != null) {
            if (!group.selectorName.equals(FirstUsable.NAME)) {
                group.standIn("it named no usable path");
            }
            path = group.firstActive();
        }
        return path;
    }

    /** Another path with room in the current group than the one given; null when there is none. */
    EnginePath inCurrentBut(EnginePath avoided, long bytes, long nowNanos) {
        if (current == null || next != null) {
            return null;
        }
        for (int n = current.paths.size(); n > 0; n--) {
            EnginePath path = ask(current, bytes, nowNanos);
            if (path == null || path != avoided && !path.full()) {
                return path;
            }
        }
        return null;
    }
}

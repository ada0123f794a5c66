package org.mpath.core;

import org.mpath.api.map.PathState;

/** A path inside an engine: mutable, one owner. */
final class EnginePath {
    final int number;
    final String name;
    final Tally tally = new Tally();
    /** Writes sent here whose outcome is unknown: they wait until this nexus, or the unit, is fenced. */
    final TaskQueue unfenced = new TaskQueue();

    /** How many of them, from the head, the resets that are outstanding will fence: those that were lost before. */
    int unfencedBeforeReset;

    /** The group it is in; null when a reload took it out and it only drains. */
    EngineGroup group;
    boolean active = true;
    long failCount;
    String reason = "";
    /** When the state last changed, engine nanoseconds; valid when {@link #changed}. */
    long changedNanos;

    boolean changed;

    EnginePath(int number, String name) {
        this.number = number;
        this.name = name;
    }

    String stateWord() {
        return (active ? PathState.State.ACTIVE : PathState.State.FAILED).name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean idle() {
        return tally.inFlight() == 0 && unfenced.isEmpty();
    }
}

package org.mpath.core;

import java.util.Locale;
import org.mpath.api.map.PathState;

/** A path inside an engine: mutable, one owner. */
final class EnginePath {
    /** No bound on what is in flight. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

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

    /** Most tasks in flight at a time, after BUSY or TASK SET FULL. */
    int depth = UNBOUNDED;
    /** Where growing {@link #depth} ends being a bound. */
    int depthCeiling;
    /** Good answers since the depth last changed. */
    int goodAnswers;
    /** Unit attentions without a good answer between. */
    int attentions;
    /** The round of activation or of asking for the owner it has not answered yet; 0 for none. */
    int askedRound;
    /** When it was asked. */
    long askedNanos;

    boolean probing;
    /** A LOGICAL UNIT RESET through it is outstanding. */
    boolean resetting;

    EnginePath(int number, String name) {
        this.number = number;
        this.name = name;
    }

    String stateWord() {
        return (active ? PathState.State.ACTIVE : PathState.State.FAILED).name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing that will call back uses its number any more. */
    boolean idle() {
        return tally.inFlight() == 0 && unfenced.isEmpty() && !probing && !resetting;
    }

    boolean full() {
        return depth != UNBOUNDED && tally.inFlight() >= depth;
    }

    /** A new nexus: what the old one had said does not count. */
    void forget() {
        depth = UNBOUNDED;
        attentions = 0;
    }

    /** Fewer at a time after BUSY or TASK SET FULL: what was in flight beside the refused one. True when that is news. */
    boolean throttle() {
        int others = tally.inFlight();
        boolean news = depth == UNBOUNDED;
        if (news) {
            depthCeiling = 2 * others + 8;
        }
        depth = Math.max(1, Math.min(depth, others));
        goodAnswers = 0;
        return news;
    }

    /** One more at a time after as many good answers as the depth; true when that ended the bound. */
    boolean relax() {
        if (++goodAnswers < depth) {
            return false;
        }
        goodAnswers = 0;
        depth = depth + 1 >= depthCeiling ? UNBOUNDED : depth + 1;
        return depth == UNBOUNDED;
    }
}

package org.mpath.itests.sim.invariant;

import java.util.Locale;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.sim.Finding;
import org.mpath.itests.sim.Request;
import org.mpath.itests.sim.Tables.Table;

/**
 * Something that must hold. It sees what passes between the callers, the engine and the fabric, and throws a
 * {@link Finding} when it does not hold. What it does not care about it does not override.
 */
public abstract class Invariant {
    private final String name;

    /** @param name a few words */
    protected Invariant(String name) {
        this.name = name;
    }

    /** A few words. */
    public final String name() {
        return name;
    }

    /** It does not hold. */
    protected final Finding broken(String format, Object... values) {
        return new Finding(name, String.format(Locale.ROOT, format, values));
    }

    /** A caller is about to submit a request. */
    public void submitted(Request request) {}

    /** The engine completes a request; its fields still say what was before. */
    public void completing(Request request, ScsiTask task) {}

    /** The engine has completed a request. */
    public void completed(Request request, ScsiTask task) {}

    /** A read that was answered GOOD saw what {@code writer} wrote (null: nobody) in a block. */
    public void observed(Request read, int block, Request writer) {}

    /** The engine sends a request on a path. */
    public void sent(int path, Request request) {}

    /** The transport has given a request back, and the engine is about to hear of it. */
    public void returned(Request request, ScsiTask task) {}

    /** The handler judges sense data of a request, and the engine is about to hear of it. */
    public void judged(Request request, ScsiTask task, Verdict verdict) {}

    /** The engine has heard of it. */
    public void settled() {}

    /** A command of the map's host moves the unit to a controller that had it not. */
    public void moved(int controller) {}

    /** A controller carries out a command on the medium in a state that does not allow it. */
    public void servedWithoutAccess(int opcode, int controller, String state) {}

    /** A version of the plug-in sends a controller a command that makes it the owner. */
    public void ordered(Object version, int opcode, int controller, long timeoutNanos) {}

    /** It is back, answered or not. */
    public void orderAnswered(Object version, int controller) {}

    /** A handler of this version was closed, with what it had sent. */
    public void forgotten(Object version) {}

    /** Another host begins to take the unit back again and again, in a world that is otherwise whole, or ends. */
    public void fight(boolean on) {}

    /** The unit writes a block for a request. */
    public void written(Request request, int block) {}

    /** The unit carries out a request that must not run twice. */
    public void ranOnce(Request request) {}

    /** The engine asks for its timer; negative: for none. */
    public void timerSet(long delayNanos) {}

    /** The timer fires. */
    public void timerFired() {}

    /** The engine resets the unit. */
    public void resetSent(int path) {}

    /** The engine activates a path. */
    public void activationSent(int path, int round) {}

    /** The handler answers; the engine is about to hear of it. */
    public void activationAnswered(int path, int round, boolean ready) {}

    /** The engine asks a path who owns the unit. */
    public void ownerAsked(int path, int round) {}

    /** The handler says; the engine is about to hear of it. */
    public void ownerAnswered(int path, int round) {}

    /** The handler changes; null for none. The engine is about to hear of it. */
    public void handler(HardwareHandler handler) {}

    /** The policy changes. The engine is about to hear of it. */
    public void policy(MapPolicy policy) {}

    /** The engine tells people of something. */
    public void event(MapEvent.Kind kind, int path, String from, String to, String reason) {}

    /** A new table is live, and paths are known by its numbers. */
    public void loaded(Table table) {}

    /** The operator suspends the map. */
    public void suspending(boolean flush) {}

    /** The engine says it is suspended. */
    public void suspended() {}

    /** The operator is about to resume the map. */
    public void resuming() {}

    /** All faults are over. */
    public void healed() {}

    /** The map is about to be removed. */
    public void closing() {}

    /** The map was removed, and everything has come back. */
    public void over() {}
}

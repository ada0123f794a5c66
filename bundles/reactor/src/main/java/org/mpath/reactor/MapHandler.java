package org.mpath.reactor;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.core.MapEngine;
import org.mpath.scsi.Sense;

/**
 * The handler of a map, and how another takes its place: in one step between two events of the engine, so that every
 * question is asked of one handler and answered by it. Reactor thread.
 */
final class MapHandler implements GuardedHandler.Owner {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final UserMap map;
    private final MapEngine engine;
    private final Reactor reactor;
    private final PlugInFaults faults;
    /** Null when the map has none. */
    private GuardedHandler present;
    /** A move to another version, as soon as the present handler owes no answer; null for none. */
    private Runnable pendingMove;
    /** Since when I/O waits because the handler misbehaved, valid when {@link #held}. */
    private long heldNanos;

    private boolean held;

    MapHandler(UserMap map, MapEngine engine, Reactor reactor, PlugInFaults faults) {
        this.map = map;
        this.engine = engine;
        this.reactor = reactor;
        this.faults = faults;
    }

    // ---- one takes the place of another ----

    /** Uses another handler, or none, from now on; the one before is closed. */
    void use(String name, GuardedHandler replacement, String reason) {
        GuardedHandler before = present;
        present = replacement;
        held = false;
        if (replacement != null) {
            replacement.owner(this);
        }
        engine.useHandler(name, replacement, reason, reactor.nanoTime());
        if (before != null && before != replacement) {
            before.close();
        }
    }

    /**
     * Moves to a handler of another version as soon as the present one owes no answer.
     *
     * @param reason why, for people
     * @param done told when it has
     */
    void move(GuardedHandler next, String reason, CompletableFuture<Void> done) {
        pendingMove = () -> {
            swap(next, reason);
            done.complete(null);
        };
        moveWhenQuiet();
    }

    /** Does not wait for the present handler any more: what it has not answered, the next one is asked. */
    void moveNow() {
        Runnable move = pendingMove;
        pendingMove = null;
        if (move != null) {
            move.run();
        }
    }

    /** Something was answered, or its time is over: moves if a move waited for that. */
    void moveWhenQuiet() {
        if (pendingMove != null && present != null && (present.broken() || !engine.handlerAsked())) {
            moveNow();
        }
    }

    private void swap(GuardedHandler next, String reason) {
        long begunNanos = held ? heldNanos : System.nanoTime();
        String from = present.type().bundle();
        use(next.type().name(), next, reason);
        double pauseMillis = (System.nanoTime() - begunNanos) / NANOS_PER_MILLI;
        map.event(Kind.HANDLER_CHANGED, "", from, next.type().bundle(),
                String.format(Locale.ROOT, "%s, pause %.3f ms", reason, pauseMillis));
    }

    @Override
    public void handlerBroke(GuardedHandler culprit, String reason) {
        if (culprit == present) {
            engine.holdForHandler();
            held = true;
            heldNanos = System.nanoTime();
            reactor.atTurnEnd(this::moveWhenQuiet);
        }
        faults.handler(map.name(), culprit.type(), reason);
    }

    @Override
    public void unitChanged(PathDevice path, String words) {
        map.unitChanged(path, words);
    }

    /** The map is no more. */
    void close() {
        GuardedHandler last = present;
        present = null;
        if (last != null) {
            last.close();
        }
    }

    /** A path left the map. */
    void forget(PathDevice path) {
        if (present != null) {
            present.forget(path);
        }
    }

    // ---- questions of the engine ----

    /**
     * Has the handler judge the answer to a task before the engine is told of it. Whoever is the handler then is asked.
     *
     * @param tell tells the engine
     */
    void judge(PathDevice device, ScsiTask task, Runnable tell) {
        GuardedHandler asked = present;
        if (asked == null) {
            tell.run();
            return;
        }
        int key = Sense.key(task.sense, task.senseLength);
        int asc = Sense.asc(task.sense, task.senseLength);
        int ascq = Sense.ascq(task.sense, task.senseLength);
        asked.judge(device, key, asc, ascq, () -> {
            if (asked == present) {
                tell.run();
            } else {
                judge(device, task, tell); // another took its place meanwhile
            }
        });
    }

    /** Has the handler's words for the status line asked for. */
    void askWords(CompletableFuture<Void> done) {
        if (present == null) {
            done.complete(null);
        } else {
            present.askWords(() -> done.complete(null));
        }
    }

    void activate(PathDevice device, int path, int round, boolean bypassed) {
        ActivationListener told = answer -> {
            map.catchUp();
            engine.activated(path, round, answer, reactor.nanoTime());
            moveWhenQuiet();
        };
        if (present == null) {
            reactor.atTurnEnd(() -> told.activated(ActivationCode.NOSYS));
        } else {
            present.activate(device, bypassed, told);
        }
    }

    void askOwner(PathDevice device, int path, int round) {
        OwnerListener told = answer -> {
            map.catchUp();
            engine.ownerState(path, round, answer, reactor.nanoTime());
            moveWhenQuiet();
        };
        if (present == null) {
            reactor.atTurnEnd(() -> told.ownerState(OwnerState.UNKNOWN));
        } else {
            present.askOwner(device, told);
        }
    }

    /** Whether a handler that did not answer in time will be replaced. */
    boolean silent(PathDevice device) {
        return present != null && present.silent(device);
    }
}

package org.mpath.handler.hp.sw;

import java.util.function.Consumer;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.plugin.kit.Waiter;

/**
 * Activates one path: looks, starts its controller if that is passive and nobody else is about to, and looks again. The path
 * is ready when TEST UNIT READY says so, not when the start is answered. Reactor thread.
 */
final class TakeOver {
    /** How often a command that only looks is sent while its answer is one that passes. */
    private static final int LOOK_TRIES = 5;
    /** How often a start is sent while the array is failing over: three times again (seed-systems 4.6). */
    private static final int START_TRIES = 4;
    /** Pause between two looks at a failover, and how many there are: 30 s in all. Between two starts it doubles. */
    private static final long PAUSE_NANOS = 500_000_000L;

    private static final int LOOKS_MAX = 60;

    private final PathDevice path;
    private final Waiter waiter;
    private final ControllerPair pair;
    private final OpenCommands commands;
    private final Consumer<TakeOver> over;
    private final ReactorTimer soon;
    private final ReactorTimer again;
    private final ReactorTimer puttingOff;
    private boolean starting;
    private boolean started;
    private int starts;
    private int looks;

    /**
     * @param commands where it asks
     * @param over told when it has ended
     */
    TakeOver(Waiter waiter, ControllerPair pair, OpenCommands commands, Consumer<TakeOver> over) {
        this.path = waiter.path();
        this.waiter = waiter;
        this.pair = pair;
        this.commands = commands;
        this.over = over;
        this.soon = path.reactor().timer(this::look);
        this.again = path.reactor().timer(this::startAgain);
        this.puttingOff = path.reactor().timer(() -> end(ActivationCode.RETRY));
    }

    /** Ends without an answer: the handler is closed, and has forgotten its commands. */
    void forget() {
        waiter.forget();
        soon.cancel();
        pair.leave(this);
        again.cancel();
        puttingOff.cancel();
        if (starting) {
            startIsOver();
        }
    }

    /** Looks when the present call is over: it may be one of another map. */
    void lookSoon() {
        soon.arm(0);
    }

    /** Is put off with the start that it waited for. */
    void putOff() {
        puttingOff.arm(0);
    }

    void look() {
        if (waiter.over()) {
            over.accept(this);
            return;
        }
        long seen = pair.ends();
        commands.ask(Question.ready(path), LOOK_TRIES, Question.LOOK_NANOS, (outcome, command) ->
                looked(Readiness.of(outcome, command), seen));
    }

    private void looked(Readiness readiness, long seen) {
        switch (readiness) {
            case ACTIVE -> end(ActivationCode.OK);
            case FAILING_OVER -> take(pair.turn(this, seen, false));
            case PASSIVE -> {
                if (started || waiter.over()) {
                    end(ActivationCode.RETRY); // it has the units no more
                } else {
                    take(pair.turn(this, seen, true));
                }
            }
            case BUSY -> end(ActivationCode.RETRY);
            case GONE, FAILED -> end(ActivationCode.IO);
            case LOST -> end(ActivationCode.CONN_FAILURE);
            case TIMED_OUT -> end(ActivationCode.TIMED_OUT);
        }
    }

    private void take(ControllerPair.Turn turn) {
        switch (turn) {
            case START -> start();
            case LOOK_AGAIN -> look();
            case WAIT -> { } // until it is told
            case LOOK_LATER -> lookLater();
        }
    }

    /** Afterwards the controller has the units, or wants to be started. */
    private void lookLater() {
        if (looks++ < LOOKS_MAX) {
            soon.arm(PAUSE_NANOS);
        } else {
            end(ActivationCode.RETRY);
        }
    }

    private void start() {
        started = true;
        starting = true;
        starts++;
        commands.ask(Question.start(path), START_TRIES, Question.START_NANOS, (outcome, command) -> {
            if (Readiness.failingOver(command)) {
                startLater();
            } else {
                startIsOver();
                startEnded(outcome);
            }
        });
    }

    /**
     * The array moves its units already, perhaps to where another host wants them: each time there is a longer pause, and
     * who waits here would only meet the same.
     */
    private void startLater() {
        if (starts < START_TRIES && !waiter.over()) {
            again.arm(PAUSE_NANOS << starts - 1);
        } else {
            starting = false;
            pair.endedInVain();
            end(ActivationCode.RETRY);
        }
    }

    private void startAgain() {
        if (waiter.over()) {
            startIsOver();
            over.accept(this);
        } else {
            start();
        }
    }

    private void startIsOver() {
        starting = false;
        pair.ended();
    }

    private void startEnded(Outcome outcome) {
        switch (outcome) {
            case GOOD -> look();
            case PASSING -> end(ActivationCode.RETRY);
            case LOST -> end(ActivationCode.CONN_FAILURE);
            case TIMED_OUT -> end(ActivationCode.TIMED_OUT);
            default -> end(ActivationCode.IO);
        }
    }

    private void end(ActivationCode code) {
        over.accept(this);
        waiter.end(code);
    }
}

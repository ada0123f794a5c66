package org.mpath.handler.hp.sw;

import java.util.function.Consumer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathCommand;
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

    private final PathDevice path;
    private final Waiter waiter;
    private final ControllerPair pair;
    private final Consumer<TakeOver> over;
    private boolean starting;
    private boolean started;
    private boolean forgotten;

    /** @param over told when it has ended */
    TakeOver(Waiter waiter, ControllerPair pair, Consumer<TakeOver> over) {
        this.path = waiter.path();
        this.waiter = waiter;
        this.pair = pair;
        this.over = over;
    }

    /** Ends without an answer: the handler is closed. */
    void forget() {
        forgotten = true;
        waiter.forget();
        if (starting) {
            starting = false;
            pair.ended();
        }
    }

    void look() {
        if (waiter.over()) {
            over.accept(this);
            return;
        }
        long seen = pair.ends();
        Question.ready(path).onlyWhile(() -> !forgotten).ask(LOOK_TRIES, Question.LOOK_NANOS, (outcome, command) ->
                looked(Readiness.of(outcome, command), seen));
    }

    private void looked(Readiness readiness, long seen) {
        switch (readiness) {
            case ACTIVE -> end(ActivationCode.OK);
            case PASSIVE, FAILING_OVER -> {
                if (started || waiter.over()) {
                    end(ActivationCode.RETRY); // it has not the units yet, or has them no more
                } else {
                    take(pair.turn(path, seen, readiness == Readiness.PASSIVE, this::look));
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
            case WAIT -> { } // until the pair calls
            case GIVE_UP -> end(ActivationCode.RETRY);
        }
    }

    private void start() {
        started = true;
        starting = true;
        Question.start(path).judgedBy(TakeOver::judge).onlyWhile(() -> !forgotten)
                .ask(START_TRIES, Question.START_NANOS, (outcome, command) -> {
                    starting = false;
                    pair.ended();
                    startEnded(outcome);
                });
    }

    private static Outcome judge(PathCommand command) {
        return Readiness.failingOver(command) ? Outcome.PASSING : Outcome.of(command);
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

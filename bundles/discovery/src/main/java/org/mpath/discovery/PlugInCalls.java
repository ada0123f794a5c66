package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.LeasedPath;

/**
 * Puts questions about one path to a plug-in, one at a time. Whatever the plug-in does, each ends once, in time,
 * on the reactor, and not before {@link #ask} is over. Reactor thread.
 */
final class PlugInCalls {
    /** Something to ask a plug-in. */
    @FunctionalInterface
    interface Question<A> {
        void put(PathDevice path, Consumer<A> answer);
    }

    private static final Logger LOG = System.getLogger("org.mpath.discovery.plugins");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LeasedPlugIn plugIn;
    private final LeasedPath path;
    private final Reactor reactor;
    private final ReactorTimer deadline;
    private Call<?> present;
    private long timeoutNanos;

    /** @param path what the plug-in gets to work with; its owner reports to {@link #failed} what the plug-in throws there */
    PlugInCalls(LeasedPlugIn plugIn, LeasedPath path) {
        this.plugIn = plugIn;
        this.path = path;
        this.reactor = path.reactor();
        this.deadline = reactor.timer(this::timeUp);
    }

    /** Whether a question is not answered yet. */
    boolean busy() {
        return present != null;
    }

    /**
     * Puts a question.
     *
     * @param told gets the reply, once
     * @return false, and nothing is told, when it is being given back
     */
    <A> boolean ask(Question<A> question, long limitNanos, Consumer<Reply<A>> told) {
        if (!plugIn.begin()) {
            return false;
        }
        Call<A> call = new Call<>(told);
        present = call;
        timeoutNanos = limitNanos;
        deadline.arm(limitNanos);
        try {
            question.put(path, call::answered);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            call.end(new Reply.PlugInFailed<>(thrown.toString()));
        }
        call.putting = false;
        call.tell();
        return true;
    }

    /** The plug-in threw while it was told of a command it sent. */
    void failed(Throwable thrown) {
        if (present == null) {
            plugIn.complain("listener", path.name(), thrown.toString());
        } else {
            present.fail(thrown.toString());
        }
    }

    /** Wants no answer any more; whether one was awaited. */
    boolean abandon() {
        if (present == null) {
            return false;
        }
        over();
        return true;
    }

    private void timeUp() {
        if (present != null) {
            String reason = "no answer within " + timeoutNanos / NANOS_PER_MILLI + " ms";
            if (path.busy()) {
                present.blameUnit(reason);
            } else {
                present.fail(reason);
            }
        }
    }

    private void over() {
        present = null;
        deadline.cancel();
        plugIn.end();
    }

    /** One question. */
    private final class Call<A> {
        private final Consumer<Reply<A>> told;
        private Reply<A> reply;
        private boolean putting = true;

        Call(Consumer<Reply<A>> told) {
            this.told = told;
        }

        /** The plug-in's answer, from any thread. */
        void answered(A answer) {
            Reply<A> given = answer == null ? new Reply.PlugInFailed<>("it answered null") : new Reply.Answered<>(answer);
            if (reactor.inReactor()) {
                end(given);
                return;
            }
            try {
                reactor.execute(() -> end(given));
            } catch (RejectedExecutionException full) {
                LOG.log(Level.DEBUG, "event=plugin.answer_lost path=" + path.name() + LogWords.reason(full.toString()));
            }
        }

        void fail(String reason) {
            end(new Reply.PlugInFailed<>(reason));
        }

        void blameUnit(String reason) {
            end(new Reply.UnitSilent<>(reason));
        }

        void end(Reply<A> given) {
            if (present == this && reply == null) {
                reply = given;
                tell();
            }
        }

        void tell() {
            if (!putting && reply != null && present == this) {
                over();
                told.accept(reply);
            }
        }
    }
}

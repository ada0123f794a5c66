package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mpath.api.io.PlugInCall;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.LeasedReactor;
import org.mpath.api.plugin.PlugInCaller;

/**
 * Puts questions about one path to a plug-in, one at a time. Whatever the plug-in does, each ends once, in time,
 * on the reactor, and not before {@link #ask} is over. All calls of the plug-in are events of their own ({@link Reactor#call}):
 * one that never returns holds nothing up. Reactor thread.
 */
final class PlugInCalls implements PlugInCaller {
    /** Something to ask a plug-in. */
    @FunctionalInterface
    interface Question<A> {
        void put(PathDevice path, Consumer<A> answer);
    }

    private static final Logger LOG = System.getLogger("org.mpath.discovery.plugins");
    private static final long NANOS_PER_MILLI = 1_000_000;
    private final LeasedPlugIn plugIn;
    private final LongSupplier limitMillis;
    private final Reactor reactor;
    private final LeasedPath path;
    private final ReactorTimer deadline;
    private Call<?> present;
    private long timeoutNanos;

    /**
     * No question yet.
     *
     * @param limitMillis how long one call may take; an answer may take longer
     * @param seen told of every command of the plug-in that ended
     * @param idle called when the last one that was out has ended
     */
    PlugInCalls(LeasedPlugIn plugIn, PathDevice path, LongSupplier limitMillis, Consumer<ScsiTask> seen, Runnable idle) {
        this.plugIn = plugIn;
        this.limitMillis = limitMillis;
        this.reactor = path.reactor();
        this.path = new LeasedPath(path, new LeasedReactor(reactor, () -> this), seen, this, idle);
        this.deadline = reactor.timer(this::timeUp);
    }

    /** The path as the plug-in gets it. */
    LeasedPath path() {
        return path;
    }

    /** Whether a question is not answered yet. */
    boolean busy() {
        return present != null;
    }

    /**
     * Puts a question. Its time runs from when the plug-in hears it.
     *
     * @param what it is, for people
     * @param told gets the reply, once
     * @return false, and nothing is told, when it is being given back
     */
    <A> boolean ask(String what, Question<A> question, long limitNanos, Consumer<Reply<A>> told) {
        if (!plugIn.begin()) {
            return false;
        }
        Call<A> call = new Call<>(told);
        present = call;
        timeoutNanos = limitNanos;
        make(what, () -> begins(call), () -> question.put(path, call::answered), fault -> {
            if (fault != null) {
                call.fail(fault);
            }
            call.putting = false;
            call.tell();
        });
        return true;
    }

    private boolean begins(Call<?> call) {
        boolean wanted = present == call;
        if (wanted) {
            deadline.arm(timeoutNanos);
        }
        return wanted;
    }

    /** A listener or timer of the plug-in. */
    @Override
    public void run(Runnable call) {
        run(() -> true, call);
    }

    @Override
    public void run(BooleanSupplier wanted, Runnable call) {
        make("a listener or timer", wanted, call, fault -> {
            if (fault != null) {
                failed(fault);
            }
        });
    }

    private void failed(String fault) {
        if (present == null) {
            plugIn.complain("listener", path.name(), fault);
        } else {
            present.fail(fault);
        }
    }

    /** @param ended told when the call is over, of the fault if there was one */
    private void make(String what, BooleanSupplier wanted, Runnable code, Consumer<String> ended) {
        reactor.call(new PlugInCall<Void>() {
            @Override
            public String bundle() {
                return plugIn.bundle();
            }

            @Override
            public String what() {
                return what;
            }

            @Override
            public long limitMillis() {
                return limitMillis.getAsLong();
            }

            @Override
            public boolean begin() {
                return wanted.getAsBoolean();
            }

            @Override
            public Void run() {
                code.run();
                return null;
            }

            @Override
            public void ended(Void none, String fault) {
                ended.accept(fault);
            }
        });
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
            reactor.serve(() -> {
                post(given);
                return null;
            });
        }

        /** It ends when the plug-in's call that brought the answer is over. */
        private void post(Reply<A> given) {
            if (reactor.inReactor()) {
                reactor.atTurnEnd(() -> end(given));
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

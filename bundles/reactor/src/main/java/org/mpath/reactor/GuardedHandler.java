package org.mpath.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.Thrown;

/**
 * A map's handler, and what stands between it and the map: whatever the plug-in does, the engine gets each answer once, on
 * the reactor, and never before it is done with the call that asked. Reactor thread.
 *
 * <p>A handler that misbehaves is asked nothing more and reported once. What is judged after that is to be sent again, and
 * what is asked stays unanswered: its successor, which follows at once, will be asked.
 */
final class GuardedHandler implements HardwareHandler, LeasedPaths.Borrower {
    /** Who has a handler. */
    interface Owner {
        /** Told once: it misbehaved. */
        void handlerBroke(GuardedHandler handler, String reason);

        /** Another unit may be behind a path of the handler. */
        default void unitChanged(PathDevice path, String words) {}
    }

    private static final int WORDS_CHARS_MAX = 1024;

    private final RegisteredType<HardwareHandlerFactory> type;
    private final LeasedPaths paths;
    private final Reactor reactor;
    private final CallWatch watch;
    private final Activation activation;
    /** Null once closed. */
    private HardwareHandler plugIn;

    private Owner owner = (handler, reason) -> {};
    private volatile boolean broken;
    /** It took over from an older version, and has not activated anything yet. */
    private boolean onTrial;

    /**
     * Guards a handler.
     *
     * @param type whose it is; held by the map
     * @param activation what the handler says of itself
     */
    GuardedHandler(
            RegisteredType<HardwareHandlerFactory> type,
            HardwareHandler plugIn,
            Activation activation,
            Reactor reactor,
            CallWatch watch) {
        this.type = type;
        this.paths = type.paths();
        this.plugIn = plugIn;
        this.activation = activation;
        this.reactor = reactor;
        this.watch = watch;
    }

    RegisteredType<HardwareHandlerFactory> type() {
        return type;
    }

    /** Whether it misbehaved. Any thread. */
    boolean broken() {
        return broken;
    }

    /** Reports to this owner from now on. */
    void owner(Owner next) {
        owner = next;
    }

    /** There is an older version to return to: until an activation succeeded, one that fails counts as misbehaviour. */
    void putOnTrial() {
        onTrial = true;
    }

    // ---- HardwareHandler ----

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        if (plugIn == null) {
            return Verdict.DECLINED;
        }
        Verdict verdict = ask("checkSense", () -> plugIn.checkSense(paths.of(path, this), senseKey, asc, ascq));
        return verdict == null ? Verdict.RETRY : verdict;
    }

    @Override
    public Activation activation() {
        return activation;
    }

    @Override
    public String statusWords() {
        String words = ask("statusWords", () -> plugIn.statusWords());
        if (words == null) {
            return "";
        }
        if (words.length() > WORDS_CHARS_MAX || words.chars().anyMatch(Character::isISOControl)) {
            misbehaved("statusWords answered " + words.length() + " characters that are no words");
            return "";
        }
        return words;
    }

    @Override
    public void close() {
        HardwareHandler closed = plugIn;
        if (closed != null) {
            run("close", closed::close);
            plugIn = null;
            broken = true;
        }
    }

    // ---- questions ----

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener engine) {
        Question<ActivationAnswer> question = new Question<>("activate", path, engine::activated);
        if (!broken) {
            run("activate", () -> plugIn.activate(paths.of(path, this), bypassed, question::answer));
        }
    }

    @Override
    public void askOwner(PathDevice path, OwnerListener engine) {
        Question<OwnerState> question = new Question<>("askOwner", path, engine::ownerState);
        if (!broken) {
            run("askOwner", () -> plugIn.askOwner(paths.of(path, this), question::answer));
        }
    }

    /**
     * The engine's deadline for an answer has passed. While the handler waits for its array that is the array's fault.
     *
     * @return whether the handler will be replaced
     */
    boolean silent(PathDevice path) {
        if (!broken && (onTrial || !paths.awaited())) {
            misbehaved("it did not answer in time about path " + path.name());
        }
        return broken;
    }

    /** The path left the map. */
    void forget(PathDevice path) {
        paths.forget(path);
    }

    /** A question to the plug-in. */
    private final class Question<A> {
        private final String what;
        private final PathDevice path;
        private final Consumer<A> engine;
        private boolean answered;

        Question(String what, PathDevice path, Consumer<A> engine) {
            this.what = what;
            this.path = path;
            this.engine = engine;
        }

        /** The plug-in's answer. Any thread, for all we know. */
        void answer(A given) {
            if (!reactor.inReactor()) {
                String thread = Thread.currentThread().getName();
                later(() -> misbehaved(what + " was answered on thread " + thread));
            } else if (!broken) {
                take(given);
            }
        }

        private void take(A given) {
            if (answered) {
                misbehaved(what + " was answered twice");
            } else if (given == null) {
                misbehaved(what + " was answered null");
            } else if (onTrial && failed(given) && path.linkUp()) {
                misbehaved("its first activation failed: " + given + " on path " + path.name());
            } else {
                answered = true;
                onTrial &= !succeeded(given);
                reactor.atTurnEnd(() -> engine.accept(given));
            }
        }
    }

    private static boolean succeeded(Object answer) {
        return answer == ActivationCode.OK || answer instanceof PgInitFlags flags && !flags.any();
    }

    /** Whether an answer fails a path or a group for good; what is to be tried again does not. */
    private static boolean failed(Object answer) {
        if (answer instanceof ActivationCode code) {
            return switch (code) {
                case OK, DEV_TEMP_BUSY, RETRY, IMM_RETRY, RES_TEMP_UNAVAIL -> false;
                default -> true;
            };
        }
        return answer instanceof PgInitFlags flags && (flags.failPath() || flags.bypassGroup());
    }

    private void later(Runnable work) {
        try {
            reactor.execute(work);
        } catch (RejectedExecutionException full) {
            // the engine's deadline will find it silent
        }
    }

    // ---- calls ----

    @Override
    public void unitChanged(PathDevice path, String words) {
        Owner told = owner;
        reactor.atTurnEnd(() -> told.unitChanged(path, words)); // perhaps within a call of the engine's
    }

    /** A listener or timer of the plug-in. */
    @Override
    public void run(Runnable call) {
        run("a listener or timer", call);
    }

    private void run(String what, Runnable call) {
        this.<Boolean>call(what, () -> {
            call.run();
            return Boolean.TRUE;
        });
    }

    /** Asks something that has an answer; null when there is none, or it is not asked any more. */
    private <A> A ask(String what, Supplier<A> question) {
        return broken ? null : call(what, question);
    }

    private <A> A call(String what, Supplier<A> question) {
        paths.calls(this);
        CallWatch.Call call = watch.begin(type.bundle() + " " + what);
        A answer = null;
        String fault = null;
        try {
            answer = question.get();
        } catch (RuntimeException | Error thrown) {
            Thrown.passFatal(thrown);
            fault = what + " threw " + thrown;
        } finally {
            boolean caught = watch.end(call);
            fault = caught ? what + " took longer than " + watch.limitMillis() + " ms" : fault;
        }
        if (fault == null && answer == null) {
            fault = what + " answered null";
        }
        if (fault != null) {
            misbehaved(fault);
            return null;
        }
        return answer;
    }

    private void misbehaved(String reason) {
        if (!broken) {
            broken = true;
            owner.handlerBroke(this, reason);
        }
    }
}

package org.mpath.reactor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mpath.api.io.PlugInCall;
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

/**
 * A map's handler, and what stands between it and the map: whatever the plug-in does, the engine gets each answer once, on
 * the reactor, and never before it is done with the call that asked. Reactor thread.
 *
 * <p>No call of the plug-in is made while the engine, or anybody else, waits for its return: each is an event of its own
 * ({@link Reactor#call}), so that one that never returns holds nothing up. So sense data is {@linkplain #judge judged}, and
 * {@linkplain #askWords words} are asked for, before the engine asks this object, which has the answer then.
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
    private final Activation activation;
    private final Reactor reactor;
    private final long limitMillis;
    /** Null once closed. */
    private HardwareHandler plugIn;

    private Owner owner = (handler, reason) -> {};
    private volatile boolean broken;
    /** It took over from an older version, and has not activated anything yet. */
    private boolean onTrial;
    /** Calls that are still to be made. */
    private int waiting;
    /** Of the task that the engine is told of just now; null when there is none. */
    private Verdict verdict;
    /** What it said when it was asked for words. */
    private String words = "";

    private boolean closing;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * Guards a handler.
     *
     * @param type whose it is; held by the map
     * @param activation what the handler says of itself
     * @param limitMillis how long a call may take
     */
    GuardedHandler(
            RegisteredType<HardwareHandlerFactory> type,
            HardwareHandler plugIn,
            Activation activation,
            Reactor reactor,
            long limitMillis) {
        this.type = type;
        this.paths = type.paths();
        this.plugIn = plugIn;
        this.activation = activation;
        this.reactor = reactor;
        this.limitMillis = limitMillis;
    }

    RegisteredType<HardwareHandlerFactory> type() {
        return type;
    }

    /** Whether it misbehaved, or is closed. Any thread. */
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

    // ---- HardwareHandler: what the engine asks, of which the answer is here ----

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        return verdict == null ? Verdict.RETRY : verdict;
    }

    @Override
    public Activation activation() {
        return activation;
    }

    @Override
    public String statusWords() {
        return words;
    }

    /** Ends it: nothing is asked any more, and the plug-in is told. */
    @Override
    public void close() {
        if (!closing) {
            closing = true;
            make(new Closing());
        }
    }

    /** Done when the plug-in was told that it is closed. Any thread. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    // ---- questions ----

    /** Asks for a verdict on sense data, for {@link #checkSense} to answer while {@code told} runs. */
    void judge(PathDevice path, int senseKey, int asc, int ascq, Runnable told) {
        ask("checkSense", path, leased -> plugIn.checkSense(leased, senseKey, asc, ascq), given -> {
            verdict = given;
            try {
                told.run();
            } finally {
                verdict = null;
            }
        });
    }

    /** Asks for the words of {@link #statusWords}. */
    void askWords(Runnable told) {
        ask("statusWords", null, none -> plugIn.statusWords(), given -> {
            words = given == null ? "" : given;
            if (words.length() > WORDS_CHARS_MAX || words.chars().anyMatch(Character::isISOControl)) {
                misbehaved("statusWords answered " + words.length() + " characters that are no words");
                words = "";
            }
            told.run();
        });
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener engine) {
        Question<ActivationAnswer> question = new Question<>("activate", path, engine::activated);
        put(question, leased -> plugIn.activate(leased, bypassed, question::answer));
    }

    @Override
    public void askOwner(PathDevice path, OwnerListener engine) {
        Question<OwnerState> question = new Question<>("askOwner", path, engine::ownerState);
        put(question, leased -> plugIn.askOwner(leased, question::answer));
    }

    /**
     * The engine's deadline for an answer has passed. While the handler waits for its array that is the array's fault.
     *
     * @return whether the handler will be replaced
     */
    boolean silent(PathDevice path) {
        if (!unasked() && (onTrial || !paths.awaited() && waiting == 0)) {
            misbehaved("it did not answer in time about path " + path.name());
        }
        return broken;
    }

    /** The path left the map. */
    void forget(PathDevice path) {
        paths.forget(path);
    }

    /** It is asked nothing more. */
    private boolean unasked() {
        return broken || closing;
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
            reactor.serve(() -> {
                if (!reactor.inReactor()) {
                    String thread = Thread.currentThread().getName();
                    later(() -> misbehaved(what + " was answered on thread " + thread));
                } else if (!unasked()) {
                    take(given);
                }
                return null;
            });
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

    /** A listener or timer of the plug-in: not this map's alone, so it is called even when this handler is closed. */
    @Override
    public void run(Runnable call) {
        run(() -> true, call);
    }

    @Override
    public void run(BooleanSupplier wanted, Runnable call) {
        make(new Call<>("a listener or timer", null, wanted, none -> done(call), ran -> {}));
    }

    private static Boolean done(Runnable call) {
        call.run();
        return Boolean.TRUE;
    }

    /** Puts a question that is answered through a listener, unless it is asked nothing any more by then. */
    private void put(Question<?> question, Consumer<PathDevice> asking) {
        make(new Call<>(question.what, question.path, () -> !unasked(), leased -> done(() -> asking.accept(leased)), ran -> {}));
    }

    /** Puts a question that is answered at once; told null when there is no answer, or it is asked nothing any more. */
    private <A> void ask(String what, PathDevice path, Function<PathDevice, A> question, Consumer<A> told) {
        make(new Call<>(what, path, () -> {
            if (unasked()) {
                told.accept(null);
                return false;
            }
            return true;
        }, question, told));
    }

    private void make(Call<?> call) {
        waiting++;
        reactor.call(call);
    }

    /** A call as the reactor makes it. */
    private class Call<A> implements PlugInCall<A> {
        private final String what;
        private final PathDevice path;
        private final BooleanSupplier wanted;
        private final Function<PathDevice, A> code;
        private final Consumer<A> told;
        private PathDevice leased;

        /** @param path which the plug-in is given; null for none */
        Call(String what, PathDevice path, BooleanSupplier wanted, Function<PathDevice, A> code, Consumer<A> told) {
            this.what = what;
            this.path = path;
            this.wanted = wanted;
            this.code = code;
            this.told = told;
        }

        @Override
        public String bundle() {
            return type.bundle();
        }

        @Override
        public String what() {
            return what;
        }

        @Override
        public long limitMillis() {
            return limitMillis;
        }

        @Override
        public boolean begin() {
            waiting--;
            if (!wanted.getAsBoolean()) {
                return false;
            }
            paths.calls(GuardedHandler.this);
            leased = path == null ? null : paths.of(path, GuardedHandler.this);
            return true;
        }

        @Override
        public A run() {
            return code.apply(leased);
        }

        @Override
        public void ended(A answer, String fault) {
            if (fault != null || answer == null) {
                misbehaved(fault == null ? what + " answered null" : fault);
            }
            told.accept(answer);
        }
    }

    /** The last call. */
    private final class Closing extends Call<Boolean> {
        Closing() {
            super("close", null, () -> true, none -> done(plugIn::close), ran -> {});
        }

        @Override
        public void ended(Boolean answer, String fault) {
            super.ended(answer, fault);
            over();
        }

        @Override
        public void refused(String why) {
            over(); // nothing new is to be said of a plug-in that keeps a thread
        }

        private void over() {
            plugIn = null;
            broken = true;
            closed.complete(null);
        }
    }

    private void misbehaved(String reason) {
        if (!broken) {
            broken = true;
            owner.handlerBroke(this, reason);
        }
    }
}

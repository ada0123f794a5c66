package org.mpath.core;

import java.util.List;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.core.Deadlines.What;

/**
 * Makes the current group ready (pg_init, seed-systems 3.7): at most one round is outstanding, a retryable round is
 * repeated {@code pg_init_retries} times, I/O for the group is held until the last answer. An answer that belongs to no
 * round any more is ignored.
 */
final class GroupActivation {
    static final long DEFAULT_DELAY_MILLIS = 2_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** A unit that stays where it is for so long is not fought for. */
    private static final long CALM_NANOS = 60_000_000_000L;

    /** The first wait: an array that only gives a unit back to its owner is followed at once, nearly. */
    private static final long FIGHT_DELAY_NANOS = 100_000_000L;

    private static final long FIGHT_DELAY_NANOS_MAX = CALM_NANOS / 2;
    private static final long VAIN_DELAY_NANOS_MAX = 3_200_000_000L;
    private static final int FIGHTS_MAX = 10;
    /** Rounds that succeed within this time of each other follow in haste: longer than the longest wait for that. */
    private static final long HASTE_NANOS = 2_000_000_000L;
    /** So many in a row are followed by another group without a wait: cables come out one after the other, too. */
    private static final int HASTE_FREE = 8;
    /** Waits of 100 ms to 800 ms. */
    private static final int HASTE_STEPS = 4;
    private static final PgInitFlags TIMED_OUT_2005 = new PgInitFlags(true, false, false);

    private final MapEngine engine;
    private Activation kind = Activation.NONE;
    private int retries;
    private long delayNanos = DEFAULT_DELAY_MILLIS * NANOS_PER_MILLI;

    /** The kernel's flag: set until the first group is ready. */
    private boolean queueIo = true;

    private boolean required;
    private boolean delayRetry;
    /** An answer of the present round asked for a wait. */
    private boolean delayAsked;
    /** A delayed round has not begun. */
    private boolean waiting;
    private boolean disabled;
    private int outstanding;
    /** How many paths of the present round are ready. */
    private int succeeded;
    private int round;
    /** The group of the last round; null when it asked nobody. */
    private EngineGroup tried;

    private int count;
    private boolean everReady;
    /** When the last round ended, valid when {@link #everReady}. */
    private long readyNanos;
    /** How often in a row the unit was taken away soon after it was made ready. */
    private int fights;
    /** Rounds in a row that made no group ready. */
    private int inVain;
    /** Successful rounds in a row that followed each other in haste. */
    private int haste;
    /** Whether another handler makes the group ready: that it has to is no haste. */
    private boolean replaced;
    /** When a round succeeded last, valid when {@link #everReady}. */
    private long succeededNanos;
    /** Whether the last round did. */
    private boolean lastReady;

    GroupActivation(MapEngine engine) {
        this.engine = engine;
    }

    /** A new table: nothing is ready. What an older round still answers is ignored. */
    void reset(int pgInitRetries, long pgInitDelayMillis) {
        retries = pgInitRetries;
        delayNanos = pgInitDelayMillis * NANOS_PER_MILLI;
        cancel();
        queueIo = true;
        count = 0;
        inVain = 0;
    }

    void kind(Activation activation) {
        replaced = true;
        cancel();
        kind = activation;
    }

    private void cancel() {
        round++;
        engine.paths.all().forEach(path -> path.askedRound = 0);
        outstanding = 0;
        required = false;
        waiting = false;
        delayRetry = false;
        engine.deadlines.clear(What.PG_INIT);
        engine.deadlines.clear(What.ACTIVATION);
    }

    /** Whether the handler owes an answer. */
    boolean asked() {
        return outstanding > 0;
    }

    /** Another handler takes over: what the one before was asked, it is asked anew. */
    void askAnew() {
        replaced = true;
        if (outstanding > 0) {
            cancel();
            required = true;
            count = 0;
        }
    }

    /** Whether a group must be made ready before it takes I/O. */
    boolean activates() {
        return kind == Activation.ONE_PATH || kind == Activation.EVERY_PATH;
    }

    /** Whether I/O is held for it. */
    boolean holds() {
        return required || queueIo && (outstanding > 0 || waiting);
    }

    /** Whether no answer is to come. */
    boolean idle() {
        return outstanding == 0 && !waiting;
    }

    boolean queueIo() {
        return queueIo;
    }

    int count() {
        return count;
    }

    /** While disabled no round begins, and one that waits is put off: the map is being suspended. */
    void disable(boolean off) {
        disabled = off;
        if (off && waiting) {
            waiting = false;
            required = true;
            delayRetry = true;
            count--;
            engine.deadlines.clear(What.PG_INIT);
        }
    }

    /** I/O is about to go to another group. */
    void enter(boolean bypassedOnly) {
        callOff();
        required = activates();
        queueIo = required;
        count = 0;
        delayRetry = bypassedOnly;
    }

    /** A round that has not begun does not begin any more. */
    private void callOff() {
        if (waiting) {
            waiting = false;
            engine.deadlines.clear(What.PG_INIT);
        }
    }

    /** No path is left: there is no group to make ready. */
    void noPath() {
        queueIo = false;
        if (outstanding == 0 && !waiting) {
            required = false;
        }
    }

    /** Paths are usable again after none was: nobody knows who owns the unit now. */
    void pathsAreBack() {
        if (activates()) {
            engine.choice.leave();
        }
    }

    /** Whether an answer says something about the group as it is now: it was asked for after the last round. */
    boolean isNews(ScsiTask task) {
        return !everReady || task.startedNanos - readyNanos >= 0;
    }

    /** The unit was taken away: the round that is due holds I/O, or else one begins. */
    void ownerMoved(long nowNanos) {
        if (holds()) {
            queueIo = true;
        } else {
            again(nowNanos);
        }
    }

    /**
     * The unit's owner changed under the current group: it must be made ready again. When that happens soon after the last
     * time, another host wants the unit too, or the array: I/O goes with it to another group if there is one. Each time after
     * that the wait before the next try doubles.
     */
    private void again(long nowNanos) {
        callOff();
        boolean fought = everReady && nowNanos - readyNanos < CALM_NANOS;
        fights = fought ? Math.min(fights + 1, FIGHTS_MAX) : 0;
        required = true;
        queueIo = true;
        count = 0;
        EngineGroup other = fought ? engine.choice.afterCurrent() : null;
        if (other != null) {
            engine.states.follow(other, "the unit was taken from group " + engine.choice.current().number);
        }
        int waits = other == null ? fights : fights - 1;
        delayRetry = waits > 0;
        start(waits <= 0 ? 0 : Math.min(FIGHT_DELAY_NANOS_MAX, FIGHT_DELAY_NANOS << waits - 1), nowNanos);
    }

    /** Begins a round if one is due. */
    void start(long nowNanos) {
        long patience = delayRetry ? Math.max(delayNanos, vainDelayNanos()) : 0;
        start(Math.max(patience, hasteDelayNanos(nowNanos)), nowNanos);
    }

    /**
     * Groups that were made ready one after the other within moments, because paths failed meanwhile, are thrown to and fro
     * with another host: the next one waits. After a round that failed it does not: before the last group was tried, checkers
     * might have brought back the paths of the first, which would be tried again and again.
     */
    private long hasteDelayNanos(long nowNanos) {
        boolean calm = replaced || !lastReady || nowNanos - succeededNanos >= HASTE_NANOS;
        return calm || haste <= HASTE_FREE ? 0 : FIGHT_DELAY_NANOS << haste - HASTE_FREE - 1;
    }

    private void measureHaste(boolean ready, long nowNanos) {
        if (ready) {
            boolean hasty = everReady && !replaced && nowNanos - succeededNanos < HASTE_NANOS;
            haste = hasty ? Math.min(haste + 1, HASTE_FREE + HASTE_STEPS) : 0;
            succeededNanos = nowNanos;
            replaced = false;
        }
        lastReady = ready;
    }

    /** Longer each time that only bypassed groups are left to be tried: another controller has the unit. */
    private long vainDelayNanos() {
        return inVain < 2 ? 0 : Math.min(VAIN_DELAY_NANOS_MAX, FIGHT_DELAY_NANOS << inVain - 2);
    }

    private void start(long delay, long nowNanos) {
        if (!required || disabled || waiting || outstanding > 0) {
            return;
        }
        EngineGroup group = engine.choice.current();
        required = false;
        if (group == null || group.firstActive() == null) {
            engine.choice.leave();
            return;
        }
        count++;
        round++;
        delayRetry = false;
        delayAsked = false;
        waiting = true;
        engine.report(Kind.ACTIVATION_STARTED, "", "", "group " + group.number,
                "attempt " + count + " of " + (retries + 1) + (delay > 0 ? ", in " + delay / NANOS_PER_MILLI + " ms" : ""));
        if (delay > 0) {
            engine.deadlines.set(What.PG_INIT, delay, nowNanos);
        } else {
            ask(nowNanos);
        }
    }

    /** The delay is over, or there was none. */
    void ask(long nowNanos) {
        waiting = false;
        List<EnginePath> asked = toAsk();
        tried = asked.isEmpty() ? null : asked.get(0).group;
        if (tried == null) {
            finished(nowNanos);
            return;
        }
        int mine = round;
        boolean bypassed = tried.bypassed;
        outstanding = asked.size();
        succeeded = 0;
        for (EnginePath path : asked) {
            path.askedRound = mine;
            path.askedNanos = nowNanos;
        }
        engine.deadlines.set(What.ACTIVATION, engine.limits.activationTimeoutNanos(), nowNanos);
        for (EnginePath path : asked) {
            if (path.askedRound == mine) {
                engine.actions.activate(path.number, mine, bypassed);
            }
        }
    }

    private List<EnginePath> toAsk() {
        EngineGroup group = engine.choice.current();
        if (group == null) {
            return List.of();
        }
        EnginePath chosen = engine.choice.chosen();
        if (kind == Activation.ONE_PATH) {
            EnginePath one = chosen != null && chosen.active && chosen.group == group ? chosen : group.firstActive();
            return one == null ? List.of() : List.of(one);
        }
        return group.paths.stream().filter(path -> path.active).toList();
    }

    /** A path of the current group is usable again: it alone is made ready, I/O goes on. */
    void activateOne(EnginePath path, long nowNanos) {
        boolean due = required || waiting || disabled;
        if (kind == Activation.EVERY_PATH && path.group == engine.choice.current() && !due && path.askedRound == 0) {
            path.askedRound = ++round;
            path.askedNanos = nowNanos;
            tried = path.group;
            outstanding++;
            engine.deadlines.set(What.ACTIVATION, engine.limits.activationTimeoutNanos(), nowNanos);
            engine.actions.activate(path.number, round, path.group.bypassed);
        }
    }

    /** The handler answered. */
    void answered(EnginePath path, int answeredRound, ActivationAnswer answer, long nowNanos) {
        if (path.askedRound == 0 || path.askedRound != answeredRound) {
            return;
        }
        path.askedRound = 0;
        outstanding--;
        if (path.group != null) {
            if (answer instanceof ActivationCode code) {
                coded(path, code, nowNanos);
            } else {
                flagged(path, (PgInitFlags) answer, nowNanos);
            }
        }
        if (outstanding == 0) {
            finished(nowNanos);
        }
    }

    /** Today's answers. */
    private void coded(EnginePath path, ActivationCode code, long nowNanos) {
        switch (code) {
            case OK -> {
                succeeded++;
                if (!required && path.group.bypassed) {
                    path.group.bypassed = false;
                    engine.report(Kind.GROUP_ENABLED, "", "", "group " + path.group.number, "it was activated");
                }
            }
            case DEV_TEMP_BUSY -> engine.states.bypass(path.group, true, "another controller has it");
            case RETRY -> retry(path, code, true, nowNanos);
            case IMM_RETRY, RES_TEMP_UNAVAIL -> retry(path, code, false, nowNanos);
            case NOSYS -> engine.states.fail(path, "activation: no such device handler", nowNanos);
            default -> engine.states.fail(path, "activation answered " + code, nowNanos);
        }
    }

    private void retry(EnginePath path, ActivationCode code, boolean delay, long nowNanos) {
        if (count > retries) {
            engine.states.fail(path, "activation answered " + code + " " + count + " time(s)", nowNanos);
        } else {
            required = true;
            delayAsked = delay;
        }
    }

    /** The answers of 2005 and 2007: a retry that is not granted, or any other flag of a bypassed group, fails the path. */
    private void flagged(EnginePath path, PgInitFlags flags, long nowNanos) {
        boolean fail = flags.failPath();
        if (flags.retry()) {
            required = count <= retries;
            delayAsked = false;
            fail |= !required;
        } else {
            fail |= flags.any() && path.group.bypassed;
        }
        if (flags.bypassGroup()) {
            engine.states.bypass(path.group, true, "its activation said so");
        }
        if (fail) {
            engine.states.fail(path, "activation failed", nowNanos);
        }
        if (fail || flags.bypassGroup()) {
            engine.choice.leave();
        } else if (!flags.retry()) {
            succeeded++;
        }
    }

    private void finished(long nowNanos) {
        engine.deadlines.clear(What.ACTIVATION);
        EngineGroup group = engine.choice.current();
        boolean ready = !required && group != null && group.firstActive() != null && (succeeded > 0 || !queueIo);
        engine.report(Kind.ACTIVATION_ENDED, "", "", ready ? "ready" : required ? "retry" : "failed",
                group == null ? "" : "group " + group.number);
        measureHaste(ready, nowNanos);
        if (required && group != null) {
            delayRetry |= delayAsked;
            start(nowNanos);
        } else {
            required = false;
            queueIo = false;
            if (ready) {
                engine.choice.ready();
            } else {
                failed();
            }
            inVain = ready ? 0 : Math.min(inVain + 1, FIGHTS_MAX);
            everReady |= ready;
            readyNanos = nowNanos;
        }
        engine.proceed(nowNanos);
    }

    private void failed() {
        engine.choice.leave();
        if (tried != null) {
            tried.roundFailed();
        }
    }

    /** The handler was too slow: what has not answered is taken for timed out. */
    void timedOut(long nowNanos) {
        ActivationAnswer late = kind == Activation.ONE_PATH ? TIMED_OUT_2005 : ActivationCode.TIMED_OUT;
        int last = round;
        for (EnginePath path : engine.paths.all()) {
            long left = path.askedNanos + engine.limits.activationTimeoutNanos() - nowNanos;
            if (path.askedRound == 0 || path.askedRound > last) {
                continue;
            }
            if (left > 0) {
                engine.deadlines.set(What.ACTIVATION, left, nowNanos);
            } else if (!engine.actions.handlerSilent(path.number)) {
                answered(path, path.askedRound, late, nowNanos);
            }
        }
    }
}

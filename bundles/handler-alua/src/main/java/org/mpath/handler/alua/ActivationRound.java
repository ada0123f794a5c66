package org.mpath.handler.alua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.plugin.kit.Waiter;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;

/**
 * Makes one target port group of a unit active, once: looks at its state, sets it if {@link SetPolicy} says so, looks
 * again, and gives every path that waits the same answer. At most one command is on its way; when the path it was sent on
 * is lost, the next one that waits takes over. A round that nobody waits for only looks. Reactor thread.
 */
final class ActivationRound {
    /** Paths that ask so shortly after the first share its round. */
    static final long GATHER_NANOS = 5_000_000L;
    /** Pause between two looks at a group in transition. */
    static final long POLL_NANOS = 2_000_000_000L;
    /** Timeout of a command that only looks: a path that swallows commands is to be given up while others wait. */
    static final long LOOK_NANOS = 10_000_000_000L;
    /** Timeout of the command that moves the unit. */
    static final long SET_NANOS = 60_000_000_000L;
    /** How often a command is sent while its answer is one that passes. */
    static final int TRIES = 5;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AluaUnit unit;
    private final OpenCommands commands;
    private final ReportReader reports;
    private final boolean optimize;
    private final int number;
    private final BooleanSupplier wanted;
    private final Runnable ended;
    private final Reactor reactor;
    private final ReactorTimer timer;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    /** Looks when nobody waits; null when it is lost, or when this is no such round. */
    private PathDevice looker;

    private boolean gathering = true;
    /** Whether everything was done that can be: what is found now is the answer. */
    private boolean done;

    /** How often the group was set. */
    private int sets;
    /** When the wait began that goes on; valid while {@link #waiting}. Each transition has its own time. */
    private long waitNanos;

    private boolean waiting;

    /**
     * Nobody waits yet.
     *
     * @param wanted whether it is still this group that the unit is to be in: another one that is asked for meanwhile is not
     *     to lose it again
     * @param ended told before those who wait are
     */
    ActivationRound(
            AluaUnit unit,
            OpenCommands commands,
            ReportReader reports,
            boolean optimize,
            int number,
            Reactor reactor,
            BooleanSupplier wanted,
            Runnable ended) {
        this.wanted = wanted;
        this.unit = unit;
        this.commands = commands;
        this.reports = reports;
        this.optimize = optimize;
        this.number = number;
        this.ended = ended;
        this.reactor = reactor;
        this.timer = reactor.timer(this::go);
    }

    /** Only looks, after a pause, through a path that does not wait for it. */
    void look(PathDevice through, long delayNanos) {
        looker = through;
        timer.arm(delayNanos);
    }

    /** Takes a path in that waits for the group. */
    void join(Waiter waiter) {
        if (gathering && waiters.isEmpty()) {
            timer.arm(GATHER_NANOS);
        }
        waiters.add(waiter);
    }

    /** Ends without an answer: the handler is closed. */
    void forget() {
        timer.cancel();
        waiters.forEach(Waiter::forget);
        waiters.clear();
        looker = null;
    }

    private void go() {
        gathering = false;
        look();
    }

    private boolean waited() {
        while (!waiters.isEmpty() && waiters.peek().over()) {
            waiters.remove();
        }
        return !waiters.isEmpty();
    }

    private void look() {
        PathDevice path = waited() ? waiters.peek().path() : looker;
        if (path == null) {
            end(ActivationCode.NOTCONN);
        } else if (unit.inTransition(number)) {
            // what the array cannot say in a report it says so
            commands.ask(Question.ready(path), 1, LOOK_NANOS, (outcome, command) -> {
                if (outcome == Outcome.TRANSITION) {
                    lookLater(path);
                } else if (!lost(path, outcome)) {
                    report(path);
                }
            });
        } else {
            report(path);
        }
    }

    private void report(PathDevice path) {
        reports.read(path, LOOK_NANOS, (outcome, report) -> reported(path, outcome, report));
    }

    private void reported(PathDevice path, Outcome outcome, TargetPortGroups report) {
        if (lost(path, outcome)) {
            return;
        }
        switch (outcome) {
            case GOOD -> unit.learn(report, number, path);
            case MALFORMED -> unit.reject(path, "malformed list of target port groups");
            case TRANSITION -> unit.state(number, AccessState.TRANSITIONING, path);
            case PASSING -> {
                lookLater(path);
                return;
            }
            default -> {
                end(unit.onlyOptimized(number) ? ActivationCode.OK : ActivationCode.IO);
                return;
            }
        }
        judge(path);
    }

    private void judge(PathDevice path) {
        TargetPortGroup group = unit.group(number);
        if (group == null) {
            end(ActivationCode.IO);
            return;
        }
        waiting &= group.state() == AccessState.TRANSITIONING;
        switch (group.state()) {
            case ACTIVE_OPTIMIZED, LBA_DEPENDENT -> end(ActivationCode.OK);
            case TRANSITIONING -> lookLater(path);
            case OFFLINE -> end(ActivationCode.DEV_OFFLINED);
            case ACTIVE_NON_OPTIMIZED, STANDBY, UNAVAILABLE -> {
                if (done || !waited()) {
                    boolean takesIo = group.state() == AccessState.ACTIVE_NON_OPTIMIZED;
                    end(takesIo ? ActivationCode.OK : ActivationCode.IO);
                } else {
                    askKinds(path, group);
                }
            }
        }
    }

    private void askKinds(PathDevice path, TargetPortGroup group) {
        commands.ask(Question.inquiry(path), TRIES, LOOK_NANOS, (outcome, command) -> {
            if (!lost(path, outcome)) {
                act(path, SetPolicy.of(group.state(), group.preferred(), tpgs(outcome, command), optimize));
            }
        });
    }

    private int tpgs(Outcome outcome, PathCommand inquiry) {
        try {
            return outcome == Outcome.GOOD ? Inquiry.parse(inquiry.received()).tpgs() : 0;
        } catch (MalformedResponse malformed) {
            unit.reject(inquiry.path(), malformed.getMessage());
            return 0;
        }
    }

    private void act(PathDevice path, SetPolicy policy) {
        switch (policy) {
            case LEAVE -> end(ActivationCode.OK);
            case SET -> {
                if (wanted.getAsBoolean()) {
                    set(path);
                } else {
                    done = true;
                    report(path);
                }
            }
            case LOOK_AGAIN -> {
                unit.cannotBeMoved(path, "group " + number + " is not active, and only the array can change that");
                done = true;
                report(path);
            }
            case GIVE_UP -> end(ActivationCode.IO);
        }
    }

    private void set(PathDevice path) {
        sets++;
        commands.ask(Question.set(path, number), TRIES, SET_NANOS, (outcome, command) -> {
            if (lost(path, outcome)) {
                return;
            }
            if (outcome == Outcome.TRANSITION && sets < TRIES) {
                unit.state(number, AccessState.TRANSITIONING, path);
                lookLater(path);
                return;
            }
            if (outcome == Outcome.REFUSED) {
                unit.cannotBeMoved(path, "SET TARGET PORT GROUPS is refused for group " + number);
            }
            done = true;
            report(path);
        });
    }

    /** Looks again after the pause, unless the array has had its time: then it is no better than standby. */
    private void lookLater(PathDevice path) {
        if (!waiting) {
            waiting = true;
            waitNanos = reactor.nanoTime();
        }
        if (reactor.nanoTime() - waitNanos < unit.transitionSeconds() * NANOS_PER_SECOND) {
            timer.arm(POLL_NANOS);
        } else {
            if (unit.inTransition(number)) {
                unit.state(number, AccessState.STANDBY, path);
            }
            end(ActivationCode.IO);
        }
    }

    /** Whether the path gave no answer: it waits no more, and another one goes on. */
    private boolean lost(PathDevice path, Outcome outcome) {
        if (outcome != Outcome.LOST && outcome != Outcome.TIMED_OUT) {
            return false;
        }
        if (path == looker) {
            looker = null;
        }
        ActivationCode code = outcome == Outcome.LOST ? ActivationCode.CONN_FAILURE : ActivationCode.TIMED_OUT;
        waiters.stream().filter(waiter -> waiter.path() == path).toList().forEach(waiter -> waiter.end(code));
        look();
        return true;
    }

    private void end(ActivationCode code) {
        ended.run();
        waiters.forEach(waiter -> waiter.end(code));
    }
}

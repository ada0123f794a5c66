package org.mpath.handler.emc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.plugin.kit.Waiter;
import org.mpath.scsi.ClariionPage;

/**
 * Moves a unit to one storage processor, once: tells the processor, looks whether it has the unit now, and gives every path
 * that waits the same answer. At most one command is on its way; when the path it was sent on is lost, the next one that
 * waits takes over. Reactor thread.
 */
final class TrespassRound {
    /** Timeout of a command that only looks: a path that swallows commands is to be given up while others wait. */
    static final long LOOK_NANOS = 10_000_000_000L;
    /** Timeout of the command that moves the unit. */
    static final long MOVE_NANOS = 60_000_000_000L;
    /** How often a command is sent while its answer is one that passes. */
    static final int TRIES = 4;

    private static final int UNKNOWN_COMMAND = 0x05_20_00;
    private static final int COPY_RUNNING = 0x05_04_00;
    private static final int UPGRADE = 0x02_04_03;

    private final EmcUnit unit;
    private final OpenCommands commands;
    private final int processor;
    private final Runnable ended;
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    /** @param ended told before those who wait are */
    TrespassRound(EmcUnit unit, OpenCommands commands, int processor, Runnable ended) {
        this.unit = unit;
        this.commands = commands;
        this.processor = processor;
        this.ended = ended;
    }

    /** Takes a path in; the first one begins. */
    void join(Waiter waiter) {
        waiters.add(waiter);
        if (waiters.size() == 1) {
            begin();
        }
    }

    private void begin() {
        while (!waiters.isEmpty() && waiters.peek().over()) {
            waiters.remove();
        }
        if (waiters.isEmpty()) {
            ended.run();
        } else if (unit.trespass() == null) {
            askModel(waiters.peek().path());
        } else {
            move(waiters.peek().path());
        }
    }

    private void askModel(PathDevice path) {
        ask(path, Question.model(path), LOOK_NANOS, (outcome, command) -> {
            if (outcome == Outcome.GOOD) {
                unit.readModel(command);
                move(path);
            } else {
                end(ActivationCode.IO);
            }
        });
    }

    private void move(PathDevice path) {
        if (unit.trespass().shortForm()) {
            moveBySelect6(path);
            return;
        }
        ask(path, Question.trespass10(path, unit.trespass()), MOVE_NANOS, (outcome, command) -> {
            if (Outcome.sense(command) == UNKNOWN_COMMAND) {
                moveBySelect6(path); // the form of 2005
            } else {
                told(path, outcome, command);
            }
        });
    }

    private void moveBySelect6(PathDevice path) {
        ask(path, Question.trespass6(path, unit.trespass()), MOVE_NANOS,
                (outcome, command) -> told(path, outcome, command));
    }

    private void told(PathDevice path, Outcome outcome, PathCommand command) {
        if (outcome == Outcome.GOOD) {
            verify(path);
        } else {
            end(switch (Outcome.sense(command)) {
                case COPY_RUNNING, UPGRADE -> ActivationCode.DEV_TEMP_BUSY;
                case Outcome.NO_SENSE -> ActivationCode.IO;
                default -> ActivationCode.DEV_FAILED;
            });
        }
    }

    private void verify(PathDevice path) {
        ask(path, Question.owner(path, Question.PAGE_BYTES), LOOK_NANOS,
                (outcome, command) -> end(outcome == Outcome.GOOD ? verdict(command) : ActivationCode.IO));
    }

    /** Whoever does not have the unit although it said so has lost it to another one already. */
    private ActivationCode verdict(PathCommand command) {
        ClariionPage page = unit.read(command, processor);
        if (page == null) {
            return ActivationCode.IO;
        }
        return page.owned() ? ActivationCode.OK : ActivationCode.DEV_TEMP_BUSY;
    }

    private void ask(PathDevice path, ArrayCommand question, long nanos, BiConsumer<Outcome, PathCommand> then) {
        commands.ask(question, TRIES, nanos, (outcome, command) -> {
            if (goesOn(path, outcome)) {
                then.accept(outcome, command);
            }
        });
    }

    /** Whether the next step is this path's: not when nobody waits any more, or when it gave no answer. */
    private boolean goesOn(PathDevice path, Outcome outcome) {
        boolean lost = outcome == Outcome.LOST || outcome == Outcome.TIMED_OUT;
        if (lost) {
            ActivationCode code = outcome == Outcome.LOST ? ActivationCode.CONN_FAILURE : ActivationCode.TIMED_OUT;
            waiters.stream().filter(waiter -> waiter.path() == path).toList().forEach(waiter -> waiter.end(code));
            begin();
        } else if (waiters.stream().allMatch(Waiter::over)) {
            ended.run();
            return false;
        }
        return !lost;
    }

    private void end(ActivationCode code) {
        ended.run();
        waiters.forEach(waiter -> waiter.end(code));
    }
}

package org.mpath.handler.emc;

import java.util.ArrayDeque;
import java.util.Deque;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathCommand;
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
    private final int processor;
    private final Runnable ended;
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    /** @param ended told before those who wait are */
    TrespassRound(EmcUnit unit, int processor, Runnable ended) {
        this.unit = unit;
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
        Question.model(path).ask(TRIES, LOOK_NANOS, (outcome, command) -> {
            if (goesOn(path, outcome)) {
                if (outcome == Outcome.GOOD) {
                    unit.readModel(command);
                    move(path);
                } else {
                    end(ActivationCode.IO);
                }
            }
        });
    }

    private void move(PathDevice path) {
        if (unit.trespass().shortForm()) {
            moveBySelect6(path);
            return;
        }
        Question.trespass10(path, unit.trespass()).ask(TRIES, MOVE_NANOS, (outcome, command) -> {
            if (goesOn(path, outcome)) {
                if (Outcome.sense(command) == UNKNOWN_COMMAND) {
                    moveBySelect6(path); // the form of 2005
                } else {
                    told(path, outcome, command);
                }
            }
        });
    }

    private void moveBySelect6(PathDevice path) {
        Question.trespass6(path, unit.trespass()).ask(TRIES, MOVE_NANOS, (outcome, command) -> {
            if (goesOn(path, outcome)) {
                told(path, outcome, command);
            }
        });
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
        Question.owner(path, Question.PAGE_BYTES).ask(TRIES, LOOK_NANOS, (outcome, command) -> {
            if (goesOn(path, outcome)) {
                end(outcome == Outcome.GOOD ? verdict(command) : ActivationCode.IO);
            }
        });
    }

    /** Whoever does not have the unit although it said so has lost it to another one already. */
    private ActivationCode verdict(PathCommand command) {
        ClariionPage page = unit.read(command);
        if (page != null && page.processor() != processor) {
            unit.reject(command.path(), "processor " + page.processor() + " answers for processor " + processor);
            return ActivationCode.IO;
        }
        if (page == null) {
            return ActivationCode.IO;
        }
        return page.owned() ? ActivationCode.OK : ActivationCode.DEV_TEMP_BUSY;
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

package org.mpath.handler.emc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.plugin.kit.Waiter;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.Trespass;

/**
 * CLARiiON arrays at work in one map (dm-emc and scsi_dh_emc; mpath_emc when it only follows; seed-systems 1.7, 4.1, 4.5):
 * asks each path's storage processor whether it owns the unit, and has the paths to one that does not share a
 * {@link TrespassRound}.
 */
final class EmcHandler implements HardwareHandler {
    private final boolean follow;
    private final EmcUnit unit;
    /** Rounds under way, by storage processor. */
    private final Map<Integer, TrespassRound> rounds = new HashMap<>();

    private final List<Waiter> waiters = new ArrayList<>();
    private final OpenCommands commands = new OpenCommands();
    /** How many rounds are over: an answer to a question from before is old. */
    private int roundsEnded;

    /**
     * Makes one.
     *
     * @param follow never move the unit, only look where it is
     * @param trespass how to move it; null to go by the array's model
     */
    EmcHandler(boolean follow, Trespass trespass) {
        this.follow = follow;
        this.unit = new EmcUnit(trespass);
    }

    @Override
    public Activation activation() {
        return follow ? Activation.FOLLOW : Activation.EVERY_PATH;
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        waiters.removeIf(Waiter::over);
        Waiter waiter = new Waiter(path, listener);
        waiters.add(waiter);
        look(waiter);
    }

    private void look(Waiter waiter) {
        int asked = roundsEnded;
        askOwner(waiter.path(), (outcome, command) -> {
            if (waiter.over()) {
                return; // through a nexus that is gone
            }
            switch (outcome) {
                case GOOD -> heard(waiter, unit.read(command, EmcUnit.ANY), asked);
                case LOST -> waiter.end(ActivationCode.CONN_FAILURE);
                case TIMED_OUT -> waiter.end(ActivationCode.TIMED_OUT);
                case REFUSED -> waiter.end(ActivationCode.NOSYS);
                default -> waiter.end(ActivationCode.IO);
            }
        });
    }

    private void askOwner(PathDevice path, BiConsumer<Outcome, PathCommand> told) {
        commands.ask(
                Question.owner(path, Question.PAGE_BYTES), TrespassRound.TRIES, TrespassRound.LOOK_NANOS, told);
    }

    private void heard(Waiter waiter, ClariionPage page, int asked) {
        if (page == null || !page.modeFits()) {
            waiter.end(ActivationCode.NOSYS);
        } else if (page.upgrading()) {
            waiter.end(ActivationCode.DEV_TEMP_BUSY);
        } else if (page.owned()) {
            waiter.end(ActivationCode.OK);
        } else if (page.lunState() == ClariionPage.UNBOUND) {
            waiter.end(ActivationCode.DEV_OFFLINED);
        } else if (asked != roundsEnded) {
            look(waiter);
        } else {
            round(page.processor()).join(waiter);
        }
    }

    private TrespassRound round(int processor) {
        return rounds.computeIfAbsent(processor, number -> new TrespassRound(unit, commands, number, () -> {
            rounds.remove(number);
            roundsEnded++;
        }));
    }

    @Override
    public void askOwner(PathDevice path, OwnerListener listener) {
        askOwner(path, (outcome, command) -> listener.ownerState(ownerState(outcome, command)));
    }

    private OwnerState ownerState(Outcome outcome, PathCommand command) {
        ClariionPage page = outcome == Outcome.GOOD ? unit.read(command, EmcUnit.ANY) : null;
        if (page == null) {
            return OwnerState.UNKNOWN;
        }
        return page.owned() ? OwnerState.ACTIVE : OwnerState.PASSIVE;
    }

    /**
     * The sense tables. A unit that is not owned is made ready again, all paths at once: dm-emc of 2005 meant that too,
     * today's handler has each path fail.
     */
    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        return switch (senseKey << 16 | asc << 8 | ascq) {
            case 0x02_04_03 -> follow ? Verdict.ACTIVATE : Verdict.BYPASS_GROUP; // manual intervention: an upgrade
            case 0x05_25_01 -> Verdict.ACTIVATE; // not owned
            case 0x06_29_00 -> Verdict.RETRY; // power on or reset
            default -> Verdict.DECLINED;
        };
    }

    /** How many answers of the array were not believed. */
    long rejected() {
        return unit.rejected();
    }

    /** The storage processors and the unit's state there, as last heard: {@code A:owned B:bound}. */
    @Override
    public String statusWords() {
        return unit.words();
    }

    @Override
    public void close() {
        commands.forget();
        waiters.forEach(Waiter::forget);
        waiters.clear();
        rounds.clear();
    }
}

package org.mpath.itests.sim.fabric;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.Scenario;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;
import org.mpath.target.SenseCode;

/** The simulated array's handler: knows its sense data, moves ownership by START STOP UNIT, asks for it by TEST UNIT READY. */
public final class SimHandler implements HardwareHandler {
    /** Its name in tables. */
    public static final String NAME = "sim";

    private static final int ASC_NOT_READY = 0x04;
    private static final int ASCQ_TRANSITION = 0x0a;
    private static final int START = 0x01;
    private static final ActivationCode[] CODES = ActivationCode.values();

    private final Scenario scenario;
    private final Agenda agenda;
    private final Chance chance;
    private final FaultCount counts;
    private boolean healed;
    private boolean broken;

    /** Chance for the array. */
    public SimHandler(Scenario scenario, Agenda agenda, Chance chance, FaultCount counts) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.chance = chance;
        this.counts = counts;
    }

    /** From now on it does what it is asked. */
    public void heal() {
        healed = true;
        broken = false;
    }

    /** It throws the next time it is asked about sense data. */
    public void breakOnce() {
        broken = true;
    }

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        if (broken) {
            broken = false;
            throw new IllegalStateException("broken on purpose");
        }
        return verdict(senseKey, asc, ascq);
    }

    private Verdict verdict(int senseKey, int asc, int ascq) {
        SenseCode passive = scenario.shape().passiveSense();
        if (senseKey == passive.key() && asc == passive.asc() && ascq == passive.ascq()) {
            return Verdict.ACTIVATE;
        }
        boolean transition = senseKey == SenseKey.NOT_READY.code() && asc == ASC_NOT_READY && ascq == ASCQ_TRANSITION;
        return transition ? Verdict.RETRY : Verdict.DECLINED;
    }

    @Override
    public Activation activation() {
        return scenario.shape().activation();
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        if (strikes(FaultKind.ACTIVATION_HANG)) {
            return;
        }
        if (strikes(FaultKind.ACTIVATION_FAILURE)) {
            ActivationAnswer answer = failure();
            answerLater(() -> listener.activated(answer), scenario.pace().service());
            return;
        }
        ScsiTask task = new ScsiTask();
        task.cdb[0] = Opcode.START_STOP_UNIT;
        task.cdb[4] = START;
        task.cdbLength = 6;
        boolean late = strikes(FaultKind.ACTIVATION_LATE);
        path.submit(task, done -> {
            ActivationAnswer answer = answer(done);
            if (late) {
                answerLater(() -> listener.activated(answer), 3 * scenario.limits().activationTimeoutNanos());
            } else {
                listener.activated(answer);
            }
        });
    }

    @Override
    public void askOwner(PathDevice path, OwnerListener listener) {
        ask(path, listener, 2);
    }

    private void ask(PathDevice path, OwnerListener listener, int tries) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        path.submit(task, done -> {
            int key = done.status == Status.CHECK_CONDITION ? Sense.key(done.sense, done.senseLength) : Sense.NONE;
            if (done.good()) {
                listener.ownerState(OwnerState.ACTIVE);
            } else if (key == SenseKey.UNIT_ATTENTION.code() && tries > 1) {
                ask(path, listener, tries - 1);
            } else {
                boolean passive = key >= 0 && isPassive(done);
                listener.ownerState(passive ? OwnerState.PASSIVE : OwnerState.UNKNOWN);
            }
        });
    }

    /** Whether a task was answered as a controller does that does not own the unit. */
    public boolean isPassive(ScsiTask task) {
        int key = Sense.key(task.sense, task.senseLength);
        return key >= 0
                && verdict(key, Sense.asc(task.sense, task.senseLength), Sense.ascq(task.sense, task.senseLength))
                        == Verdict.ACTIVATE;
    }

    private void answerLater(Runnable answer, long mostNanos) {
        agenda.in(chance.between(0, mostNanos), answer);
    }

    private ActivationAnswer answer(ScsiTask done) {
        boolean onePath = activation() == Activation.ONE_PATH;
        if (done.good()) {
            return onePath ? PgInitFlags.NONE : ActivationCode.OK;
        }
        boolean attention = done.status == Status.CHECK_CONDITION
                && Sense.key(done.sense, done.senseLength) == SenseKey.UNIT_ATTENTION.code();
        boolean again = attention || done.status == Status.BUSY || done.status == Status.TASK_SET_FULL;
        if (onePath) {
            return new PgInitFlags(!again, false, again);
        }
        return again ? ActivationCode.IMM_RETRY : ActivationCode.IO;
    }

    private ActivationAnswer failure() {
        if (activation() == Activation.ONE_PATH) {
            PgInitFlags flags = new PgInitFlags(chance.coin(), chance.coin(), chance.coin());
            return flags.any() ? flags : new PgInitFlags(true, false, false);
        }
        return CODES[chance.between(1, CODES.length - 1)];
    }

    private boolean strikes(FaultKind kind) {
        if (healed || !scenario.has(kind) || !chance.permille(250)) {
            return false;
        }
        counts.add(kind);
        return true;
    }
}

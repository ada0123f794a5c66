package org.mpath.transport.lab;

import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;
import org.mpath.target.Command;
import org.mpath.target.Nexus;
import org.mpath.target.SenseCode;

/**
 * A SCSI command on the wire. The array works on the task's own arrays and buffer, so nothing is copied; when the
 * initiator gives up a command that the array still has, it goes on with copies.
 */
final class CommandMessage implements Message {
    private final PortSession session;
    private final Command command = new Command();
    private Nexus nexus;
    private PortWire wire;
    private boolean abandoned;

    // ---- the session's ----

    final int slot;
    ScsiTask task;
    long lun;
    /** Place in the order of everything sent in this session. */
    long order;
    long expiresNanos;
    /** Whether an ABORT TASK for it is on its way. */
    boolean aborting;
    /** Why it is being aborted. */
    String abortReason;

    CommandMessage(PortSession session, int slot) {
        this.session = session;
        this.slot = slot;
        command.listener(done -> finished());
    }

    void begin(ScsiTask newTask, long newLun, long newOrder, long newExpiresNanos) {
        task = newTask;
        lun = newLun;
        order = newOrder;
        expiresNanos = newExpiresNanos;
        aborting = false;
        newTask.slot = slot;
        command.carry(
                newTask.cdb, newTask.cdbLength, newTask.data, newTask.dataOffset, newTask.dataLength, newTask.sense);
    }

    // ---- at the array ----

    @Override
    public boolean carryOut(PortWire through) {
        wire = through;
        through.nexus().execute(lun, command);
        return answerSet();
    }

    /** Answers CHECK CONDITION without carrying the command out. */
    void refuse(PortWire through, SenseCode code) {
        through.nexus().refuse(lun, command, code);
    }

    /** False while the array is carrying the command out. */
    private boolean answerSet() {
        return command.state() != Command.State.WORKING;
    }

    private void finished() {
        if (!abandoned) {
            wire.finished(this);
        }
    }

    /** Leaves the command in the array's task set. */
    void hold(PortWire through) {
        wire = through;
        nexus = through.nexus();
        nexus.hold(lun, command);
    }

    /** Carries a held command out, unless it was ended; tells whether there is an answer that somebody waits for. */
    boolean resume() {
        return nexus.resume(command) && answerSet() && !abandoned;
    }

    /** ABORT TASK. */
    void abort(PortWire through) {
        through.nexus().abortTask(command);
    }

    /**
     * The initiator gives the command up: what the task lent goes back to it.
     *
     * @return whether the array still has the command, so that this message cannot be used again
     */
    boolean abandon() {
        abandoned = command.inTaskSet();
        if (abandoned) {
            command.detach(task.direction == DataDirection.WRITE);
        }
        return abandoned;
    }

    boolean abandoned() {
        return abandoned;
    }

    // ---- back at the initiator ----

    @Override
    public void answered() {
        command.delivered();
        ScsiTask done = session.release(this);
        done.delivery = Delivery.ANSWERED;
        done.status = command.status();
        done.residual = command.residual();
        done.senseLength = command.senseLength();
        if (done.status == Status.CHECK_CONDITION) {
            news(done);
        }
        done.pathListener.taskDone(done);
    }

    private void news(ScsiTask done) {
        if (unitsChanged(done)) {
            session.rescan();
        } else if (Sense.tellsOfAnotherUnit(done.sense, done.senseLength) && done.carrier instanceof LabPath path) {
            path.tellUnitChanged(Sense.text(done.sense, done.senseLength));
        }
    }

    private static boolean unitsChanged(ScsiTask done) {
        SenseCode changed = SenseCode.UNITS_CHANGED;
        return Sense.key(done.sense, done.senseLength) == changed.key()
                && Sense.asc(done.sense, done.senseLength) == changed.asc()
                && Sense.ascq(done.sense, done.senseLength) == changed.ascq();
    }
}

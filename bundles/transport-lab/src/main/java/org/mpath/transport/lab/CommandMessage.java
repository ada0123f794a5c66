package org.mpath.transport.lab;

import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
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
    public void carryOut(PortWire wire) {
        wire.nexus().execute(lun, command);
    }

    /** Answers CHECK CONDITION without carrying the command out. */
    void refuse(SenseCode code) {
        command.check(code);
    }

    /** Leaves the command in the array's task set. */
    void hold(PortWire wire) {
        nexus = wire.nexus();
        nexus.hold(lun, command);
    }

    /** Carries a held command out, unless it was ended; tells whether somebody waits for its answer. */
    boolean resume() {
        return nexus.resume(command) && !abandoned;
    }

    /** ABORT TASK. */
    void abort(PortWire wire) {
        wire.nexus().abortTask(command);
    }

    /**
     * The initiator gives the command up: what the task lent goes back to it.
     *
     * @return whether the array still has the command, so that this message cannot be used again
     */
    boolean abandon() {
        abandoned = command.state() == Command.State.HELD;
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
        ScsiTask done = session.release(this);
        done.delivery = Delivery.ANSWERED;
        done.status = command.status();
        done.residual = command.residual();
        done.senseLength = command.senseLength();
        done.pathListener.taskDone(done);
    }
}

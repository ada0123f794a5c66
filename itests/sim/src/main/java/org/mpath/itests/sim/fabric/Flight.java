package org.mpath.itests.sim.fabric;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.target.Command;
import org.mpath.target.Nexus;

/** A command on its way through a path. */
final class Flight {
    final ScsiTask task;
    final TaskListener listener;
    /** The nexus it was sent on; perhaps over by now. */
    final Nexus nexus;
    /** Place in the order of everything sent on the path. */
    final long order;
    final long sentNanos;
    final Twist twist;
    final Command command = new Command();
    long expiresNanos;
    /** Status answered before the unit saw it; -1 when the unit answers. */
    int frontStatus = -1;
    /** The initiator is done with it: the task is its owner's again. */
    boolean over;
    /** Whether an ABORT TASK for it is on its way. */
    boolean aborting;
    String abortReason;
    /** It has reached the unit's task set. */
    boolean arrived;
    /** It will never be carried out, or was. */
    boolean gone;

    Flight(
            ScsiTask task,
            TaskListener listener,
            Nexus nexus,
            long order,
            long sentNanos,
            long expiresNanos,
            Twist twist) {
        this.twist = twist;
        this.sentNanos = sentNanos;
        this.task = task;
        this.listener = listener;
        this.nexus = nexus;
        this.order = order;
        this.expiresNanos = expiresNanos;
        command.carry(task.cdb, task.cdbLength, task.data, task.dataOffset, task.dataLength, task.sense);
    }
}

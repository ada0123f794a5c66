package org.mpath.api.path;

import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One route to one logical unit: an I_T_L nexus. It outlives its connection: while the link is down every task comes back
 * at once as {@link org.mpath.api.io.Delivery#NOT_SENT}, unless {@link #lossTimes} has it held for a while.
 */
@ConsumerType
public interface PathDevice {
    /**
     * One word without blanks that names the path for people and in tables, stable across restarts:
     * {@code lab:A0/0}, {@code iscsi:127.0.0.1:3260,1,iqn.2026-11.org.example:t1/1} (transport, port, slash, LUN).
     */
    String name();

    /** The transport's type. */
    String transport();

    /** The port part of the name: what all paths through the same port share. */
    String port();

    /** The logical unit number on its port. */
    long lun();

    /** What the kernel calls the device it goes through; {@link DeviceNodes#NONE} when there is none. Any thread. */
    default DeviceNodes nodes() {
        return DeviceNodes.NONE;
    }

    /** The reactor this path lives on. */
    Reactor reactor();

    /** Whether the nexus is established. Any thread. */
    boolean linkUp();

    /** Why the link is down, one sentence; null while it is up. Any thread. */
    String linkReason();

    /**
     * Says how patient to be when the link is lost: at once, if it is. A transport that cannot be patient does nothing.
     * Reactor thread.
     */
    default void lossTimes(LossTimes times) {}

    /**
     * Sends a task; {@code listener} is called exactly once for it, perhaps before this returns. A task that gets no
     * answer in time is aborted by the transport, which reports what that proved. Reactor thread.
     */
    void submit(ScsiTask task, TaskListener listener);

    /**
     * Asks the unit to abort one task (ABORT TASK, SAM-5 7.2). The task's own listener tells the outcome. A no-op when the
     * task is over. Reactor thread.
     */
    void abort(ScsiTask task);

    /**
     * LOGICAL UNIT RESET (SAM-5 7.6): when it is answered, every task this unit had from any nexus is over. Tasks of this
     * path that were unanswered are completed as {@link org.mpath.api.io.Delivery#ENDED} first. Reactor thread.
     */
    void resetUnit(ResetListener listener);

    /** Adds a listener for the link. Reactor thread. */
    void addLinkListener(LinkListener listener);

    /** Removes it. Reactor thread. */
    void removeLinkListener(LinkListener listener);
}

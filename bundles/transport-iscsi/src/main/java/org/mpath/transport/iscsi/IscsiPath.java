package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.scsi.Lun;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** One logical unit through one nexus. Outlives the nexus' sessions. */
final class IscsiPath implements PathDevice {
    static final String TYPE = "iscsi";
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");

    private final Nexus nexus;
    private final long wireLun;
    private final String port;
    private final String name;
    private LinkListener[] listeners = {};
    private LossTimes lossTimes = LossTimes.NONE;

    /**
     * @param port what all paths of the nexus share in their names
     * @param wireLun the eight bytes of the logical unit number
     */
    IscsiPath(Nexus nexus, String port, long wireLun) {
        this.nexus = nexus;
        this.wireLun = wireLun;
        this.port = port;
        long number = Lun.number(wireLun);
        this.name = TYPE + ':' + port + '/'
                + (number == Lun.NOT_PLAIN ? "0x%016x".formatted(wireLun) : Long.toString(number));
    }

    /** The logical unit number as it is in PDUs. */
    long wireLun() {
        return wireLun;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String transport() {
        return TYPE;
    }

    @Override
    public String port() {
        return port;
    }

    @Override
    public long lun() {
        return lun(wireLun);
    }

    /** The plain number of the eight bytes; the bytes as a number when they are no plain one. */
    static long lun(long wireLun) {
        long number = Lun.number(wireLun);
        return number == Lun.NOT_PLAIN ? wireLun : number;
    }

    @Override
    public Reactor reactor() {
        return nexus.reactor();
    }

    @Override
    public boolean linkUp() {
        return nexus.linkReason() == null;
    }

    @Override
    public String linkReason() {
        return nexus.linkReason();
    }

    @Override
    public void lossTimes(LossTimes times) {
        lossTimes = times;
        nexus.lostLink().timesChanged(this);
    }

    LossTimes lossTimes() {
        return lossTimes;
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        task.pathListener = listener;
        task.carrier = this;
        task.expiresNanos = reactor().nanoTime() + nexus.limitNanos(task);
        Session session = nexus.session();
        String refusal = session == null ? nexus.linkReason() : unfit(task);
        if (refusal != null) {
            task.unanswered(Delivery.NOT_SENT, refusal);
            lost(task);
            return;
        }
        session.submit(task);
    }

    /** Why a task cannot be sent at all; null when it can. */
    private static String unfit(ScsiTask task) {
        if (task.cdbLength < 6 || task.cdbLength > ScsiTask.CDB_BYTES_MAX) {
            return "CDB length is not 6 to 16";
        }
        if (task.direction == DataDirection.NONE || task.dataLength == 0) {
            return null;
        }
        if (task.data == null || task.dataOffset < 0 || task.dataLength < 0
                || task.dataOffset > task.data.capacity() - task.dataLength) {
            return "the transfer does not fit the buffer";
        }
        return task.direction == DataDirection.READ && task.data.isReadOnly() ? "the buffer cannot be written" : null;
    }

    /** A task has no session: who sent it is told, now or when it is held no more. */
    static void lost(ScsiTask task) {
        IscsiPath path = (IscsiPath) task.carrier;
        if (!path.nexus.lostLink().hold(path, task)) {
            over(task);
        }
    }

    /** Tells who sent the task that it is over; before that everybody when another unit may be there. */
    static void over(ScsiTask task) {
        if (task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && Sense.tellsOfAnotherUnit(task.sense, task.senseLength)) {
            ((IscsiPath) task.carrier).tellUnitChanged(Sense.text(task.sense, task.senseLength));
        }
        try {
            task.pathListener.taskDone(task);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=path.listener_failed path=" + ((IscsiPath) task.carrier).name, e);
        }
    }

    @Override
    public void abort(ScsiTask task) {
        boolean held = task.carrier == this && nexus.lostLink().abort(this, task);
        if (!held && nexus.session() != null && task.carrier == this) {
            nexus.session().abort(task);
        }
    }

    @Override
    public void resetUnit(ResetListener listener) {
        if (nexus.session() == null) {
            tellReset(listener, false);
        } else {
            nexus.session().resetUnit(this, listener);
        }
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        LinkListener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners = Arrays.stream(listeners)
                .filter(one -> one != listener)
                .toArray(LinkListener[]::new);
    }

    void tellUp() {
        for (LinkListener listener : listeners) {
            guarded(() -> listener.linkUp(this));
        }
    }

    void tellDown(String reason) {
        for (LinkListener listener : listeners) {
            guarded(() -> listener.linkDown(this, reason));
        }
    }

    private void tellUnitChanged(String words) {
        for (LinkListener listener : listeners) {
            guarded(() -> listener.unitChanged(this, words));
        }
    }

    void tellReset(ResetListener listener, boolean done) {
        guarded(() -> listener.resetDone(this, done));
    }

    /** A listener that fails must not keep the session from telling the others. */
    private void guarded(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=path.listener_failed path=" + name, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

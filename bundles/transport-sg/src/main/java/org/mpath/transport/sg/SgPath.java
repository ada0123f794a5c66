package org.mpath.transport.sg;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.DeviceNodes;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.natives.NativeException;
import org.mpath.natives.ScsiNode;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/**
 * A disk of the kernel. Its link is up while the kernel says that commands can go through; it comes up again only when
 * everything sent before is proven over, for that is what a new link means.
 */
final class SgPath implements PathDevice, SgQueue.Owner {
    static final String TYPE = "sg";
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");
    private static final long POLL_NANOS = 1_000_000_000;

    private final Surroundings around;
    private final String name;
    private final String port;
    private final SgQueue queue;
    private final ReactorTimer poll;
    private final AtomicBoolean lookAsked = new AtomicBoolean();
    private LinkListener[] listeners = {};
    /** A write of unknown outcome may still be run by the unit. */
    private boolean unproven;
    private boolean proving;
    /** Null when it is not to be closed. */
    private String closing;
    private long closeNanos;
    private volatile boolean hungUp;
    private volatile ScsiDevice device;
    private volatile String linkReason;

    SgPath(Surroundings around, ScsiDevice device, HostTags tags) {
        this.around = around;
        this.device = device;
        this.port = device.address().port();
        this.name = nameOf(device.address());
        this.queue = new SgQueue(around.reactor(), this, tags, around.limits());
        this.poll = around.reactor().timer(this::polled);
    }

    static String nameOf(ScsiAddress address) {
        return TYPE + ':' + address.port() + '/' + address.unit();
    }

    /** Uses a node that is open already; closes it when it cannot be watched. */
    void use(ScsiNode node) throws NativeException {
        queue.use(around.files().adopt(node, queue));
    }

    /** What the kernel has there now; the same device. Reactor thread. */
    void device(ScsiDevice now) {
        device = now;
    }

    /** What the kernel has there. Any thread. */
    ScsiDevice device() {
        return device;
    }

    /** Whether the kernel has removed the device that it was. Any thread. */
    boolean gone() {
        return hungUp;
    }

    // ---- PathDevice ----

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
        return device.address().unit();
    }

    @Override
    public DeviceNodes nodes() {
        return device.nodes();
    }

    @Override
    public Reactor reactor() {
        return around.reactor();
    }

    @Override
    public boolean linkUp() {
        return linkReason == null;
    }

    @Override
    public String linkReason() {
        return linkReason;
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        task.pathListener = listener;
        task.carrier = this;
        String refusal = linkReason != null ? linkReason : unfit(task);
        if (refusal != null) {
            task.unanswered(Delivery.NOT_SENT, refusal);
            over(task);
        } else if (SgFile.hasData(task) && task.dataLength > transferBytesMax(task)) {
            Answer.tooLong(task);
            over(task);
        } else {
            queue.submit(task);
        }
    }

    /** What is in the heap has to be copied, in one piece. */
    private long transferBytesMax(ScsiTask task) {
        long most = device.nodes().transferBytesMax();
        return task.data.isDirect() ? most : Math.min(most, around.reactor().buffers().maxBytes());
    }

    /** Why a task cannot be sent at all; null when it can. */
    private static String unfit(ScsiTask task) {
        if (task.cdbLength < 6 || task.cdbLength > ScsiTask.CDB_BYTES_MAX) {
            return "CDB length is not 6 to 16";
        }
        if (!SgFile.hasData(task)) {
            return null;
        }
        if (task.data == null || task.dataOffset < 0 || task.dataOffset > task.data.capacity() - task.dataLength) {
            return "the transfer does not fit the buffer";
        }
        return task.direction == DataDirection.READ && task.data.isReadOnly() ? "the buffer cannot be written" : null;
    }

    @Override
    public void over(ScsiTask task) {
        if (task.delivery == Delivery.UNKNOWN && task.direction != DataDirection.READ) {
            unproven = true;
        }
        if (task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && Sense.tellsOfAnotherUnit(task.sense, task.senseLength)) {
            unitChanged(Sense.text(task.sense, task.senseLength));
        }
        try {
            task.pathListener.taskDone(task);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=path.listener_failed path=" + name, e);
        }
    }

    @Override
    public void abort(ScsiTask task) {
        if (task.carrier == this && queue.withdraw(task)) {
            task.unanswered(Delivery.NOT_SENT, "aborted before it was sent");
            over(task);
        }
    }

    @Override
    public void resetUnit(ResetListener listener) {
        if (hungUp || closing != null) {
            tellReset(listener, false);
            return;
        }
        long last = queue.serial();
        around.resets().reset(this, done -> {
            if (done) {
                unproven = false;
                queue.resetAfter(last);
            }
            tellReset(listener, done);
        });
    }

    private void tellReset(ResetListener listener, boolean done) {
        guarded(() -> listener.resetDone(this, done));
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        LinkListener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners = Arrays.stream(listeners).filter(one -> one != listener).toArray(LinkListener[]::new);
    }

    // ---- what the queue needs ----

    @Override
    public SgFile open() {
        return hungUp || closing != null ? null : around.files().open(device.node(), queue);
    }

    @Override
    public void leave(SgFile file) {
        around.files().leave(file);
    }

    @Override
    public void look() {
        if (lookAsked.compareAndSet(false, true)) {
            around.looks().look(this);
        }
    }

    @Override
    public void stuck() {
        down("the kernel did not end commands in time");
    }

    @Override
    public void hungUp() {
        if (!hungUp) {
            hungUp = true;
            down("the device is gone");
            around.rescan().run();
        }
    }

    // ---- the link ----

    /** What the kernel said of the device, a moment ago. Reactor thread. */
    void seen(String reason) {
        lookAsked.set(false);
        if (reason != null) {
            down(reason);
        }
        queue.judge(reason == null);
        if (reason == null && linkReason != null && !hungUp && closing == null && queue.unsettled() == 0) {
            upWhenProven();
        }
    }

    private void down(String reason) {
        boolean wasUp = linkReason == null;
        linkReason = reason;
        if (wasUp) {
            LOG.log(closing == null ? Level.WARNING : Level.DEBUG, "event=sg.link_down path=" + name + " reason=\"" + reason + '"');
            queue.refuseWaiting(reason);
            for (LinkListener listener : listeners) {
                guarded(() -> listener.linkDown(this, reason));
            }
        }
        if (!poll.armed() && !hungUp && closing == null) {
            poll.arm(POLL_NANOS);
        }
    }

    /** A remote port or session that is back means a new login, which ends what the old one had; else a reset does. */
    private void upWhenProven() {
        if (unproven && device.port().state() == null) {
            if (!proving) {
                proving = true;
                around.resets().reset(this, done -> {
                    proving = false;
                    unproven = !done;
                    look();
                });
            }
            return;
        }
        unproven = false;
        linkReason = null;
        LOG.log(Level.INFO, "event=sg.link_up path=" + name);
        for (LinkListener listener : listeners) {
            guarded(() -> listener.linkUp(this));
        }
    }

    private void polled() {
        if (closing != null) {
            closed();
        } else if (linkReason != null && !hungUp) {
            look();
            poll.arm(POLL_NANOS);
        }
    }

    /** The kernel saw a unit attention, on whose behalf ever, that tells of another unit. */
    void unitChanged(String words) {
        for (LinkListener listener : listeners) {
            guarded(() -> listener.unitChanged(this, words));
        }
    }

    // ---- the end ----

    /** Takes no more commands, and closes its files when the kernel has ended those it has, or after a while. */
    void close(String reason) {
        closing = reason;
        down(reason);
        closeNanos = around.reactor().nanoTime() + around.limits().patienceMillis() * 1_000_000;
        queue.pollFromNowOn();
        closed();
    }

    private void closed() {
        if (queue.unsettled() == 0 || around.reactor().nanoTime() - closeNanos >= 0) {
            poll.cancel();
            queue.close(closing);
        } else {
            poll.arm(POLL_NANOS / 100);
        }
    }

    /** Closes its files now. */
    void closeNow(String reason) {
        closing = reason;
        down(reason);
        poll.cancel();
        queue.close(reason);
    }

    /** A listener that fails must not keep the others from being told. */
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

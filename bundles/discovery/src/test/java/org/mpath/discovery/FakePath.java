package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.scsi.CdbFields;

/** A path to a {@link FakeUnit}: answers on its reactor, counts what is on its way. */
final class FakePath implements PathDevice {
    private final String transport;
    private final String port;
    private final long lun;
    private final Reactor reactor;
    private final List<LinkListener> listeners = new ArrayList<>();
    private final List<Runnable> silenced = new ArrayList<>();
    private int outstanding;

    volatile FakeUnit unit;
    volatile String linkReason;
    /** What it was told of how patient to be. */
    volatile LossTimes lossTimes = LossTimes.NONE;
    private boolean holding;
    final AtomicInteger outstandingMax = new AtomicInteger();
    /** Operation codes received, with the page code for INQUIRY. */
    final List<String> received = new CopyOnWriteArrayList<>();

    FakePath(Reactor reactor, String port, long lun, FakeUnit unit) {
        this("lab", reactor, port, lun, unit);
    }

    FakePath(String transport, Reactor reactor, String port, long lun, FakeUnit unit) {
        this.transport = transport;
        this.reactor = reactor;
        this.port = port;
        this.lun = lun;
        this.unit = unit;
    }

    void cut(String reason) {
        reactor.execute(() -> {
            linkReason = reason;
            holding = false;
            List.copyOf(listeners).forEach(listener -> listener.linkDown(this, reason));
            answerSilenced();
        });
    }

    /** Loses the link and tells nobody: what is sent is held until {@link #cut} or {@link #heal}. Reactor thread. */
    void hold(String reason) {
        linkReason = reason;
        holding = true;
    }

    void heal() {
        reactor.execute(() -> {
            linkReason = null;
            holding = false;
            List.copyOf(listeners).forEach(listener -> listener.linkUp(this));
        });
    }

    /** Answers what was left unanswered, as a transport does when it has aborted it. Reactor thread. */
    void answerSilenced() {
        List<Runnable> late = List.copyOf(silenced);
        silenced.clear();
        late.forEach(Runnable::run);
    }

    int listenerCount() {
        return listeners.size();
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        outstandingMax.accumulateAndGet(++outstanding, Math::max);
        int opcode = CdbFields.opcode(task.cdb);
        received.add(Integer.toHexString(opcode)
                + (CdbFields.vitalProductPage(task.cdb) ? "/" + Integer.toHexString(CdbFields.inquiryPage(task.cdb)) : ""));
        if (holding) {
            silenced.add(() -> {
                task.unanswered(Delivery.NOT_SENT, "held");
                done(task, listener);
            });
            return;
        }
        if (linkReason != null) {
            task.unanswered(Delivery.NOT_SENT, linkReason);
            done(task, listener);
            return;
        }
        FakeUnit.Reply reply = unit.answer(task.cdb.clone());
        if (reply == null) {
            silenced.add(() -> {
                task.unanswered(Delivery.ENDED, "aborted");
                done(task, listener);
            });
        } else {
            reactor.execute(() -> {
                fill(task, reply);
                done(task, listener);
            });
        }
    }

    private void done(ScsiTask task, TaskListener listener) {
        outstanding--;
        listener.taskDone(task);
    }

    private static void fill(ScsiTask task, FakeUnit.Reply reply) {
        task.delivery = Delivery.ANSWERED;
        task.status = reply.status();
        int length = Math.min(task.dataLength, reply.data().length);
        if (length > 0) {
            task.data.put(task.dataOffset, reply.data(), 0, length);
        }
        task.residual = task.dataLength - length;
        task.senseLength = reply.sense().length;
        System.arraycopy(reply.sense(), 0, task.sense, 0, task.senseLength);
    }

    @Override
    public String name() {
        return transport + ":" + port + "/" + lun;
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public String port() {
        return port;
    }

    @Override
    public long lun() {
        return lun;
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public void lossTimes(LossTimes times) {
        lossTimes = times;
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
    public void abort(ScsiTask task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resetUnit(ResetListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners.remove(listener);
    }
}

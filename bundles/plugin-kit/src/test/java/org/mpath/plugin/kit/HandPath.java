package org.mpath.plugin.kit;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** A path whose answers, and whose time, a test makes by hand. */
final class HandPath implements PathDevice {
    private record Sent(ScsiTask task, TaskListener listener) {}

    private final List<Sent> sent = new ArrayList<>();
    final List<LinkListener> listeners = new ArrayList<>();
    private final List<HandTimer> timers = new ArrayList<>();
    private long nowNanos;

    private final Reactor reactor = (Reactor) Proxy.newProxyInstance(HandPath.class.getClassLoader(),
            new Class<?>[] {Reactor.class}, (proxy, method, arguments) -> switch (method.getName()) {
                case "nanoTime" -> nowNanos;
                case "timer" -> new HandTimer((Runnable) arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    /** How many commands were sent so far. */
    int sentCount() {
        return sent.size();
    }

    /** How many timers are armed. */
    long armedCount() {
        return timers.stream().filter(HandTimer::armed).count();
    }

    /** The last command is answered with a status. */
    void answer(int status) {
        end(Delivery.ANSWERED, status);
    }

    /** The last command is answered CHECK CONDITION. */
    void answerSense(int key, int asc, int ascq) {
        ScsiTask task = sent.get(sent.size() - 1).task;
        task.senseLength = Sense.fixed(task.sense, key, asc, ascq);
        end(Delivery.ANSWERED, Status.CHECK_CONDITION);
    }

    /** The last command is lost with the path. */
    void lose() {
        end(Delivery.UNKNOWN, 0);
    }

    private void end(Delivery delivery, int status) {
        Sent last = sent.get(sent.size() - 1);
        last.task.delivery = delivery;
        last.task.status = status;
        last.listener.taskDone(last.task);
    }

    /** Time passes; timers that are due run. */
    void pass(long nanos) {
        nowNanos += nanos;
        List.copyOf(timers).stream().filter(timer -> timer.armed() && timer.dueNanos <= nowNanos).forEach(HandTimer::run);
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        sent.add(new Sent(task, listener));
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners.remove(listener);
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public String name() {
        return "hand:0/0";
    }

    @Override
    public String transport() {
        return "hand";
    }

    @Override
    public String port() {
        return "0";
    }

    @Override
    public long lun() {
        return 0;
    }

    @Override
    public boolean linkUp() {
        return true;
    }

    @Override
    public String linkReason() {
        return null;
    }

    @Override
    public void abort(ScsiTask task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resetUnit(ResetListener listener) {
        throw new UnsupportedOperationException();
    }

    private final class HandTimer implements ReactorTimer {
        private final Runnable action;
        private long dueNanos;
        private boolean armed;

        HandTimer(Runnable action) {
            this.action = action;
            timers.add(this);
        }

        void run() {
            armed = false;
            action.run();
        }

        @Override
        public void arm(long delayNanos) {
            dueNanos = nowNanos + delayNanos;
            armed = true;
        }

        @Override
        public void cancel() {
            armed = false;
        }

        @Override
        public boolean armed() {
            return armed;
        }
    }
}

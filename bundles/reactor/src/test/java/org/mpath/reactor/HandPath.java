package org.mpath.reactor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.DeviceNodes;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.scsi.Status;

/** A path whose answers a test gives by hand. Reactor thread, but for the settings. */
final class HandPath implements PathDevice {
    /** What becomes of a task. */
    enum Answer {
        GOOD,
        /** Until {@link #answerHeld}. */
        HELD,
        /** The link is down. */
        NOT_SENT,
        /** CHECK CONDITION with {@link #sense}, once; then {@link #GOOD}. */
        SENSE
    }

    private record Held(ScsiTask task, TaskListener listener) {}

    private final String name;
    private final Reactor reactor;
    private final Queue<Held> held = new ArrayDeque<>();
    private final List<LinkListener> listeners = new ArrayList<>();
    /** The operation code of each task. */
    final List<Integer> log = new ArrayList<>();
    /** The threads that called it and must not. */
    final List<String> strangers = new CopyOnWriteArrayList<>();
    volatile Answer answer = Answer.GOOD;
    /** Key, ASC and ASCQ of what {@link Answer#SENSE} answers. */
    volatile int[] sense = {0x05, 0x24, 0x00};

    HandPath(String name, Reactor reactor) {
        this.name = name;
        this.reactor = reactor;
    }

    /** The kernel calls its device by the last letter of its name. */
    @Override
    public DeviceNodes nodes() {
        String letter = name.substring(name.length() - 1);
        return new DeviceNodes("sd" + letter, 8, letter.charAt(0) - 'a' << 4, "sg" + letter, "0:0:0:" + letter, "", 0, List.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String transport() {
        return "hand";
    }

    @Override
    public String port() {
        return name;
    }

    @Override
    public long lun() {
        return 0;
    }

    @Override
    public Reactor reactor() {
        return reactor;
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
    public void submit(ScsiTask task, TaskListener listener) {
        assertOwner();
        log.add(task.cdb[0] & 0xff);
        switch (answer) {
            case HELD -> held.add(new Held(task, listener));
            case NOT_SENT -> {
                task.unanswered(Delivery.NOT_SENT, "the hand let go");
                listener.taskDone(task);
            }
            case GOOD -> good(task, listener);
            case SENSE -> {
                answer = Answer.GOOD;
                sense(task);
                listener.taskDone(task);
            }
        }
    }

    /** As a transport: its state is its reactor's. */
    private void assertOwner() {
        if (!reactor.inReactor()) {
            strangers.add(Thread.currentThread().getName());
            throw new IllegalStateException("not on the reactor");
        }
    }

    private void sense(ScsiTask task) {
        int[] said = sense;
        task.delivery = Delivery.ANSWERED;
        task.status = Status.CHECK_CONDITION;
        task.sense[0] = 0x70;
        task.sense[2] = (byte) said[0];
        task.sense[7] = 10;
        task.sense[12] = (byte) said[1];
        task.sense[13] = (byte) said[2];
        task.senseLength = 18;
    }

    private static void good(ScsiTask task, TaskListener listener) {
        task.delivery = Delivery.ANSWERED;
        task.status = Status.GOOD;
        listener.taskDone(task);
    }

    /** Answers what was held, and holds no more. */
    void answerHeld() {
        answer = Answer.GOOD;
        for (Held next = held.poll(); next != null; next = held.poll()) {
            good(next.task(), next.listener());
        }
    }

    /** Answers what was held with {@link #sense}, and holds no more. */
    void answerHeldWithSense() {
        answer = Answer.GOOD;
        for (Held next = held.poll(); next != null; next = held.poll()) {
            sense(next.task());
            next.listener().taskDone(next.task());
        }
    }

    int heldCount() {
        return held.size();
    }

    @Override
    public void abort(ScsiTask task) {
        assertOwner();
    }

    @Override
    public void resetUnit(ResetListener listener) {
        listener.resetDone(this, true);
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        assertOwner();
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        assertOwner();
        listeners.remove(listener);
    }

    /** Tells of another unit behind it, as transports do whatever command heard it. The reactor's thread. */
    void tellUnitChanged(String words) {
        List.copyOf(listeners).forEach(listener -> listener.unitChanged(this, words));
    }

    int listenerCount() {
        return listeners.size();
    }
}

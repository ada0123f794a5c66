package org.mpath.itests.check.play;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;

/** A path of a scene. Gives commands up as a transport does: soon after their timeout. */
public final class PlayedPath implements PathDevice {
    private static final long GIVE_UP_NANOS = VirtualReactor.SECOND;
    private static final long TIMEOUT_DEFAULT_NANOS = 30 * VirtualReactor.SECOND;

    private final Scene scene;
    private final int number;
    private final List<LinkListener> listeners = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private String linkReason;
    private int cuts;

    PlayedPath(Scene scene, int number) {
        this.scene = scene;
        this.number = number;
    }

    /** The scene it is in. */
    public Scene scene() {
        return scene;
    }

    /** Its number in the scene, from 0. */
    public int number() {
        return number;
    }

    /** How many listeners for the link it has. */
    public int listenerCount() {
        return listeners.size();
    }

    /** How many commands are on their way. */
    public int pendingCount() {
        return pending.size();
    }

    /** How often its link was lost. */
    int cuts() {
        return cuts;
    }

    /** Loses the link: those who listen are told, and the commands on their way are over. */
    public void cut() {
        if (linkReason != null) {
            return;
        }
        linkReason = "the rule cut " + name();
        cuts++;
        List.copyOf(listeners).forEach(listener -> scene.guarded(() -> listener.linkDown(this, linkReason)));
        endAll();
    }

    /** Gets a new link. */
    public void heal() {
        if (linkReason != null) {
            linkReason = null;
            List.copyOf(listeners).forEach(listener -> scene.guarded(() -> listener.linkUp(this)));
        }
    }

    private void endAll() {
        Reply ended = new Reply(Delivery.ENDED, 0, new byte[0], 0);
        List.copyOf(pending).forEach(each -> each.end(ended));
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        Sent sent = scene.record(Sent.of(this, task));
        Pending next = new Pending(task, listener);
        pending.add(next);
        if (linkReason != null) {
            next.end(Reply.NOT_SENT);
            return;
        }
        Reply reply = scene.replyTo(sent);
        if (reply.delivery() == Delivery.PENDING) {
            long timeout = task.timeoutNanos > 0 ? task.timeoutNanos : TIMEOUT_DEFAULT_NANOS;
            scene.reactor().later(timeout + GIVE_UP_NANOS, () -> next.end(Reply.LOST));
        } else if (reply.delayNanos() == 0 && scene.prompt()) {
            next.end(reply);
        } else {
            scene.reactor().later(reply.delayNanos(), () -> next.end(reply));
        }
    }

    @Override
    public void abort(ScsiTask task) {
        pending.stream().filter(each -> each.task == task).toList()
                .forEach(each -> each.end(new Reply(Delivery.ENDED, 0, new byte[0], 0)));
    }

    @Override
    public void resetUnit(ResetListener listener) {
        scene.unitReset(this);
        endAll();
        listener.resetDone(this, true);
    }

    @Override
    public String name() {
        return "check:P" + number + "/0";
    }

    @Override
    public String transport() {
        return "check";
    }

    @Override
    public String port() {
        return "P" + number;
    }

    @Override
    public long lun() {
        return 0;
    }

    @Override
    public VirtualReactor reactor() {
        return scene.reactor();
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
    public void addLinkListener(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners.remove(listener);
    }

    private final class Pending {
        private final ScsiTask task;
        private final TaskListener listener;

        Pending(ScsiTask task, TaskListener listener) {
            this.task = task;
            this.listener = listener;
        }

        void end(Reply reply) {
            if (pending.remove(this)) {
                reply.fill(task, linkReason == null ? "the array did not answer" : linkReason);
                scene.guarded(() -> listener.taskDone(task));
            }
        }
    }
}

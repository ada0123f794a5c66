package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;

/**
 * A path as a plug-in gets it, for as long as the plug-in is leased. It stands between the plug-in's listeners and the
 * transport: what they throw does not reach the transport, what their commands bring up is seen (a unit attention is said
 * only once), and {@link #sever} leaves the transport nothing of the plug-in. Reactor thread.
 */
final class LeasedPath implements PathDevice {
    private final PathDevice path;
    private final Consumer<ScsiTask> seen;
    private final Consumer<Throwable> failed;
    private final Runnable idle;
    private final List<Errand> errands = new ArrayList<>();
    private final List<LinkListener> linkListeners = new ArrayList<>();
    private boolean severed;

    /**
     * Makes one.
     *
     * @param seen told of every task that ended, before the plug-in
     * @param failed told what a listener of the plug-in threw
     * @param idle called when the last task that was out has ended
     */
    LeasedPath(PathDevice path, Consumer<ScsiTask> seen, Consumer<Throwable> failed, Runnable idle) {
        this.path = path;
        this.seen = seen;
        this.failed = failed;
        this.idle = idle;
    }

    /** Whether a task of the plug-in is with the transport. */
    boolean busy() {
        return !errands.isEmpty();
    }

    /** Cuts the plug-in off: it is told nothing more. */
    void sever() {
        severed = true;
        errands.forEach(errand -> errand.listener = null);
        linkListeners.forEach(path::removeLinkListener);
        linkListeners.clear();
    }

    /** A task of the plug-in with the transport. */
    private final class Errand implements TaskListener {
        private TaskListener listener;

        Errand(TaskListener listener) {
            this.listener = listener;
        }

        @Override
        public void taskDone(ScsiTask task) {
            errands.remove(this);
            seen.accept(task);
            if (listener != null) {
                try {
                    listener.taskDone(task);
                } catch (RuntimeException | LinkageError thrown) {
                    failed.accept(thrown);
                }
            }
            if (errands.isEmpty()) {
                idle.run();
            }
        }
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        if (severed) {
            throw new IllegalStateException("path " + path.name() + " is leased no more");
        }
        Errand errand = new Errand(listener);
        errands.add(errand);
        path.submit(task, errand);
    }

    @Override
    public String name() {
        return path.name();
    }

    @Override
    public String transport() {
        return path.transport();
    }

    @Override
    public String port() {
        return path.port();
    }

    @Override
    public long lun() {
        return path.lun();
    }

    @Override
    public Reactor reactor() {
        return path.reactor();
    }

    @Override
    public boolean linkUp() {
        return path.linkUp();
    }

    @Override
    public String linkReason() {
        return path.linkReason();
    }

    @Override
    public void abort(ScsiTask task) {
        path.abort(task);
    }

    @Override
    public void resetUnit(ResetListener listener) {
        throw new UnsupportedOperationException("looking at path " + path.name() + " must not reset its unit");
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        linkListeners.add(listener);
        path.addLinkListener(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        linkListeners.remove(listener);
        path.removeLinkListener(listener);
    }
}

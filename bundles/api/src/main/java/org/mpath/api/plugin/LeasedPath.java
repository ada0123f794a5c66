package org.mpath.api.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.DeviceNodes;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;

/**
 * A path as a plug-in gets it, for as long as the plug-in is leased. It stands between the plug-in's listeners and timers and
 * the runtime: they are called through the lessor's {@link PlugInCaller}, what the plug-in's commands bring up is seen, and
 * {@link #sever} leaves nothing of the plug-in with transport or reactor. Made by those who lease plug-ins. Reactor thread.
 */
public final class LeasedPath implements PathDevice {
    private final PathDevice path;
    private final Consumer<ScsiTask> seen;
    private PlugInCaller caller;
    private final Runnable idle;
    private final LeasedReactor reactor;
    private final List<Errand> errands = new ArrayList<>();
    /** The plug-in's listeners, and what stands for each with the transport. */
    private final Map<LinkListener, Link> linkListeners = new HashMap<>();

    private boolean severed;

    /**
     * Makes one.
     *
     * @param reactor the path's, as the plug-in gets it
     * @param seen told of every task that ended, before the plug-in
     * @param caller calls the plug-in's listeners
     * @param idle called when the last task that was out has ended, before the plug-in is told
     */
    public LeasedPath(
            PathDevice path, LeasedReactor reactor, Consumer<ScsiTask> seen, PlugInCaller caller, Runnable idle) {
        this.path = path;
        this.reactor = reactor;
        this.seen = seen;
        this.caller = caller;
        this.idle = idle;
    }

    /** Whether a task of the plug-in is with the transport, or the plug-in has not been told of its end yet. */
    public boolean busy() {
        return !errands.isEmpty();
    }

    /** Cuts the plug-in off from this path and from its reactor: nothing of it is called any more. */
    public void sever() {
        severed = true;
        caller = call -> {}; // it still asks whether a call is wanted; what the transport still has refers to this path: that must not lead to the plug-in
        reactor.sever();
        errands.forEach(errand -> errand.listener = null);
        linkListeners.values().forEach(Link::remove);
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
            seen.accept(task);
            TaskListener told = listener;
            caller.run(this::ended, () -> told.taskDone(task));
        }

        /** The plug-in is told now, if it is here still. */
        private boolean ended() {
            boolean wanted = listener != null;
            errands.remove(this);
            if (errands.isEmpty()) {
                idle.run();
            }
            return wanted;
        }
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        Objects.requireNonNull(task, "task");
        reactor.serve(() -> send(task, new Errand(listener)));
    }

    private void send(ScsiTask task, Errand errand) {
        if (severed) {
            throw new IllegalStateException("path " + path.name() + " is leased no more");
        }
        errands.add(errand);
        path.submit(task, errand);
    }

    /** What stands for a listener of the plug-in with the transport. */
    private final class Link implements LinkListener {
        private final LinkListener listener;
        private boolean removed;

        Link(LinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void linkUp(PathDevice device) {
            tell(() -> listener.linkUp(LeasedPath.this));
        }

        @Override
        public void linkDown(PathDevice device, String reason) {
            tell(() -> listener.linkDown(LeasedPath.this, reason));
        }

        private void tell(Runnable call) {
            caller.run(() -> !removed, call);
        }

        void remove() {
            removed = true;
            path.removeLinkListener(this);
        }
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        reactor.serve(() -> add(listener));
    }

    private void add(LinkListener listener) {
        if (!severed && !linkListeners.containsKey(listener)) {
            Link link = new Link(listener);
            linkListeners.put(listener, link);
            path.addLinkListener(link);
        }
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        reactor.serve(() -> {
            Link link = linkListeners.remove(listener);
            if (link != null) {
                link.remove();
            }
        });
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
    public DeviceNodes nodes() {
        return path.nodes();
    }

    @Override
    public Reactor reactor() {
        return reactor;
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
        reactor.serve(() -> path.abort(task));
    }

    @Override
    public void resetUnit(ResetListener listener) {
        throw new UnsupportedOperationException("a plug-in must not reset the unit of path " + path.name());
    }
}

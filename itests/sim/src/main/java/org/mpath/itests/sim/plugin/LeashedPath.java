package org.mpath.itests.sim.plugin;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.itests.sim.fabric.SimPath;

/** A path as one instance of a plug-in sees it. */
final class LeashedPath implements PathDevice, LinkListener {
    private final Leash leash;
    private final SimPath path;
    private final List<LinkListener> listeners = new ArrayList<>();

    LeashedPath(Leash leash, SimPath path) {
        this.leash = leash;
        this.path = path;
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        leash.submit(path, task, listener);
    }

    @Override
    public void abort(ScsiTask task) {
        leash.mustBeOpen("aborts a command on path %d", path.index());
        path.abort(task);
    }

    @Override
    public void resetUnit(ResetListener listener) {
        leash.mustBeOpen("resets the unit through path %d", path.index());
        path.resetUnit(listener);
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        leash.listen(1);
        if (listeners.isEmpty()) {
            path.addLinkListener(this);
        }
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        if (listeners.remove(listener)) {
            leash.listen(-1);
            if (listeners.isEmpty()) {
                path.removeLinkListener(this);
            }
        }
    }

    @Override
    public void linkUp(PathDevice device) {
        List.copyOf(listeners).forEach(listener -> listener.linkUp(this));
    }

    @Override
    public void linkDown(PathDevice device, String reason) {
        List.copyOf(listeners).forEach(listener -> listener.linkDown(this, reason));
    }

    @Override
    public Reactor reactor() {
        return leash;
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
    public boolean linkUp() {
        return path.linkUp();
    }

    @Override
    public String linkReason() {
        return path.linkReason();
    }
}

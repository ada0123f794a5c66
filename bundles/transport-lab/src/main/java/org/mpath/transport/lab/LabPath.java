package org.mpath.transport.lab;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;

/** One logical unit through one port of a lab array. */
final class LabPath implements PathDevice {
    private final PortSession session;
    private final long lun;
    private final String name;
    private final List<LinkListener> listeners = new ArrayList<>();
    private LossTimes lossTimes = LossTimes.NONE;

    LabPath(PortSession session, long lun) {
        this.session = session;
        this.lun = lun;
        this.name = LabTransport.TYPE_LAB + ':' + session.port() + '/' + lun;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String transport() {
        return LabTransport.TYPE_LAB;
    }

    @Override
    public String port() {
        return session.port();
    }

    @Override
    public long lun() {
        return lun;
    }

    @Override
    public Reactor reactor() {
        return session.reactor();
    }

    @Override
    public boolean linkUp() {
        return session.linkReason() == null;
    }

    @Override
    public String linkReason() {
        return session.linkReason();
    }

    @Override
    public void lossTimes(LossTimes times) {
        lossTimes = times;
        session.lostLink().timesChanged(this);
    }

    LossTimes lossTimes() {
        return lossTimes;
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        task.pathListener = listener;
        task.carrier = this;
        session.submit(lun, task);
    }

    @Override
    public void abort(ScsiTask task) {
        if (task.carrier == this && !session.lostLink().abort(this, task)) {
            session.abort(task);
        }
    }

    @Override
    public void resetUnit(ResetListener listener) {
        session.resetUnit(this, listener);
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners.remove(listener);
    }

    void tellUp() {
        List.copyOf(listeners).forEach(listener -> listener.linkUp(this));
    }

    void tellDown(String reason) {
        List.copyOf(listeners).forEach(listener -> listener.linkDown(this, reason));
    }

    void tellUnitChanged(String words) {
        List.copyOf(listeners).forEach(listener -> listener.unitChanged(this, words));
    }

    @Override
    public String toString() {
        return name;
    }
}

package org.mpath.itests.array;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.api.plugin.PathCommand;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.Nexus;
import org.mpath.target.Port;

/** A path into an array of bundle {@code target}, in the virtual reactor's time. */
public final class TargetPath implements PathDevice {
    private final VirtualReactor reactor;
    private final Array array;
    private final Port port;
    private final long lun;
    private Nexus nexus;
    private final List<LinkListener> listeners = new ArrayList<>();

    /**
     * A path to a logical unit.
     *
     * @param nexus that of its host and port, which other paths may share
     */
    public TargetPath(VirtualReactor reactor, Nexus nexus, long lun) {
        this.reactor = reactor;
        this.port = nexus.port();
        this.array = port.controller().array();
        this.lun = lun;
        this.nexus = nexus;
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        array.agenda().advance(reactor.nanoTime());
        if (nexus.ended()) {
            task.unanswered(Delivery.NOT_SENT, "the controller is down");
            listener.taskDone(task);
            return;
        }
        Command command = new Command();
        command.carry(task.cdb, task.cdbLength, task.data, task.dataOffset, task.dataLength, task.sense);
        command.listener(answered -> done(answered, task, listener));
        nexus.execute(lun, command);
        if (command.state() != Command.State.WORKING) {
            done(command, task, listener);
        }
    }

    /** Sends a command that reads; what came. */
    public byte[] read(int bytes, ToIntFunction<byte[]> form) {
        PathCommand command = new PathCommand(this, DataDirection.READ, bytes);
        command.send(form.applyAsInt(command.cdb()), VirtualReactor.SECOND, ended -> { });
        return command.received();
    }

    /** The controller went. */
    public void lost() {
        List.copyOf(listeners).forEach(listener -> listener.linkDown(this, "the controller is down"));
    }

    /** The controller is back. */
    public void relogin(Nexus again) {
        nexus = again;
        List.copyOf(listeners).forEach(listener -> listener.linkUp(this));
    }

    private void done(Command command, ScsiTask task, TaskListener listener) {
        task.delivery = Delivery.ANSWERED;
        task.status = command.status();
        task.residual = command.residual();
        task.senseLength = command.senseLength();
        listener.taskDone(task);
    }

    @Override
    public String name() {
        return "target:" + port.name() + "/" + lun;
    }

    @Override
    public String transport() {
        return "target";
    }

    @Override
    public String port() {
        return port.name();
    }

    @Override
    public long lun() {
        return lun;
    }

    @Override
    public VirtualReactor reactor() {
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

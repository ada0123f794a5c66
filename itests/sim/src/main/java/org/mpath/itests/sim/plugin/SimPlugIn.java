package org.mpath.itests.sim.plugin;

import java.util.function.Consumer;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.itests.sim.fabric.SimHandler;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** The simulator's own: one handler that leaves and comes back as it was. */
public final class SimPlugIn implements PlugIn {
    private final SimHandler handler;
    private final HardwareHandler used;
    private final boolean owned;

    /** Its handler. */
    public SimPlugIn(Scenario scenario, SimHandler handler, Sabotage sabotage) {
        this.handler = handler;
        this.used = sabotage.handler(handler, () -> handler);
        this.owned = scenario.shape().activation() != Activation.NONE;
    }

    @Override
    public String name() {
        return SimHandler.NAME;
    }

    @Override
    public boolean handles() {
        return owned;
    }

    @Override
    public String tableWords() {
        return owned ? "1 " + SimHandler.NAME : "0";
    }

    @Override
    public Attached attach() {
        return owned ? new Own() : null;
    }

    @Override
    public Attached attachNeighbour() {
        return attach();
    }

    private final class Own implements Attached {
        @Override
        public HardwareHandler handler() {
            return used;
        }

        @Override
        public PathDevice path(SimPath path) {
            return path;
        }

        @Override
        public void close() {}
    }

    @Override
    public void breakOnce() {
        handler.breakOnce();
    }

    @Override
    public void check(SimPath path, Consumer<CheckerState> told) {
        ScsiTask task = new ScsiTask();
        task.begin();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        path.submit(task, done -> told.accept(usable(done) ? CheckerState.UP : CheckerState.DOWN));
    }

    /** Ready; or not, but there: another controller owns the unit, the port is busy, or there is news. */
    private boolean usable(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED) {
            return false;
        }
        int key = task.status == Status.CHECK_CONDITION ? Sense.key(task.sense, task.senseLength) : Sense.NONE;
        return task.status != Status.CHECK_CONDITION
                || key == SenseKey.UNIT_ATTENTION.code()
                || owned && handler.isPassive(task);
    }

    @Override
    public boolean idle() {
        return true;
    }

    @Override
    public void heal() {
        handler.heal();
    }

    @Override
    public void close() {}
}

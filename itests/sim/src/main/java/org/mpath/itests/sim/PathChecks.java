package org.mpath.itests.sim;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.SimHandler;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** The daemon's path checker: TEST UNIT READY on every path now and then; what it finds is told to the engine. */
final class PathChecks {
    private final Scenario scenario;
    private final Agenda agenda;
    private final Trace trace;
    private final Fabric fabric;
    private final SimHandler handler;
    private final Driver driver;
    private boolean stopped;
    /** Checks without an answer that were sent while faults struck: what they say then says nothing about peace. */
    private int ofTrouble;

    private boolean healed;

    PathChecks(Scenario scenario, Agenda agenda, Trace trace, Fabric fabric, SimHandler handler, Driver driver) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.trace = trace;
        this.fabric = fabric;
        this.handler = handler;
        this.driver = driver;
    }

    void begin() {
        long interval = scenario.pace().check();
        int paths = fabric.paths().size();
        for (SimPath path : fabric.paths()) {
            ScsiTask task = new ScsiTask();
            agenda.in(interval * (path.index() + 1) / paths, () -> check(path, task));
        }
    }

    /** All faults are over. */
    void heal() {
        healed = true;
    }

    /** Whether every check that a fault may have met has been answered. */
    boolean settled() {
        return ofTrouble == 0;
    }

    void stop() {
        stopped = true;
    }

    private void check(SimPath path, ScsiTask task) {
        if (stopped) {
            return;
        }
        task.begin();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        int counted = healed ? 0 : 1;
        ofTrouble += counted;
        path.submit(task, done -> {
            ofTrouble -= counted;
            checked(path, done);
            agenda.in(scenario.pace().check(), () -> check(path, task));
        });
    }

    private void checked(SimPath path, ScsiTask task) {
        if (stopped) {
            return;
        }
        boolean usable = usable(task);
        trace.note(Trace.Kind.CHECK, path.index(), usable ? 1 : 0);
        if (usable && path.linkUp()) {
            driver.reinstate(path.name());
        } else if (!usable) {
            driver.fail(path.name(), "checker: path is down");
        }
    }

    /** Ready; or not, but there: another controller owns the unit, the port is busy, or there is news. */
    private boolean usable(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED) {
            return false;
        }
        int key = task.status == Status.CHECK_CONDITION ? Sense.key(task.sense, task.senseLength) : Sense.NONE;
        return task.status != Status.CHECK_CONDITION
                || key == SenseKey.UNIT_ATTENTION.code()
                || scenario.shape().activation() != org.mpath.api.plugin.Activation.NONE && handler.isPassive(task);
    }
}

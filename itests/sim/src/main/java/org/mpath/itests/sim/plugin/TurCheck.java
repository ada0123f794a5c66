package org.mpath.itests.sim.plugin;

import java.util.function.Consumer;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** TEST UNIT READY, judged as the daemon judges it for families without a checker of their own. */
final class TurCheck {
    private static final int TRIES = 3;
    private static final int ASC_NOT_READY = 0x04;
    private static final int ASC_NOT_THERE = 0x25;

    private TurCheck() {}

    static void check(SimPath path, Consumer<CheckerState> told) {
        check(path, TRIES, told);
    }

    private static void check(SimPath path, int tries, Consumer<CheckerState> told) {
        ScsiTask task = new ScsiTask();
        task.begin();
        task.cdbLength = Cdb.testUnitReady(task.cdb);
        path.submit(task, done -> {
            if (tries > 1 && attention(done)) {
                check(path, tries - 1, told);
            } else {
                told.accept(state(done));
            }
        });
    }

    private static boolean attention(ScsiTask task) {
        return task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && Sense.key(task.sense, task.senseLength) == SenseKey.UNIT_ATTENTION.code();
    }

    private static CheckerState state(ScsiTask task) {
        if (task.delivery != Delivery.ANSWERED) {
            return CheckerState.DOWN;
        }
        return switch (task.status) {
            case Status.GOOD -> CheckerState.UP;
            case Status.CHECK_CONDITION -> ofSense(task);
            default -> CheckerState.PENDING;
        };
    }

    private static CheckerState ofSense(ScsiTask task) {
        int key = Sense.key(task.sense, task.senseLength);
        int asc = Sense.asc(task.sense, task.senseLength);
        if (key == SenseKey.ILLEGAL_REQUEST.code() && asc == ASC_NOT_THERE) {
            return CheckerState.DISCONNECTED;
        }
        if (key == SenseKey.NOT_READY.code() && asc == ASC_NOT_READY) {
            return switch (Sense.ascq(task.sense, task.senseLength)) {
                case 0x0a -> CheckerState.PENDING;
                case 0x0b, 0x0c -> CheckerState.GHOST;
                default -> CheckerState.DOWN;
            };
        }
        return CheckerState.DOWN;
    }
}

package org.mpath.itests.sim.invariant;

import java.util.function.BooleanSupplier;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.sim.Request;
import org.mpath.itests.sim.fabric.SimArray;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * What a controller answers because it does not own the unit is no caller's business: while a handler is there and another
 * controller would do it, no request ends with that answer.
 */
public final class RefusalsStayInside extends Invariant {
    private final SimArray array;
    private final BooleanSupplier goodPath;
    private boolean handled;

    /** @param goodPath whether a path is used whose controller takes I/O */
    public RefusalsStayInside(SimArray array, BooleanSupplier goodPath) {
        super("refusals stay inside");
        this.array = array;
        this.goodPath = goodPath;
    }

    @Override
    public void handler(HardwareHandler handler) {
        handled = handler != null;
    }

    @Override
    public void completing(Request request, ScsiTask task) {
        boolean refused = task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && task.reason == null // with a reason it was given up by the policy
                && !request.once
                && refuses(request, task);
        if (handled && refused && goodPath.getAsBoolean()) {
            throw broken("%s is answered as by a controller that does not own the unit, and another one does", request);
        }
    }

    private boolean refuses(Request request, ScsiTask task) {
        int key = Sense.key(task.sense, task.senseLength);
        boolean mayHaveRun = key == SenseKey.ABORTED_COMMAND.code();
        return key != Sense.NONE
                && !(mayHaveRun && request.kind == Request.Kind.COMPARE_AND_WRITE) // not to be repeated then
                && array.refuses(key, Sense.asc(task.sense, task.senseLength), Sense.ascq(task.sense, task.senseLength));
    }
}

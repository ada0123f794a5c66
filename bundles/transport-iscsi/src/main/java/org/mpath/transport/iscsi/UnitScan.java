package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.ReportLuns;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/** Asks a target for its logical units: REPORT LUNS on LUN 0, again while unit attentions or a longer list ask for it. */
final class UnitScan {
    private static final int TRIES_MAX = 8;
    private static final int FIRST_BYTES = 8 + 256 * 8;
    private static final int BYTES_MAX = 8 + 16_384 * 8;

    private final IscsiPath unit;
    private final Consumer<List<Long>> units;
    private final Consumer<String> failure;
    private final ScsiTask task = new ScsiTask();
    private int bytes = FIRST_BYTES;
    private int tries;

    /**
     * @param unit LUN 0 of the target
     * @param units told the logical unit numbers
     * @param failure told why there are none
     */
    UnitScan(IscsiPath unit, Consumer<List<Long>> units, Consumer<String> failure) {
        this.unit = unit;
        this.units = units;
        this.failure = failure;
    }

    void start() {
        tries++;
        task.begin();
        task.cdbLength = Cdb.reportLuns(task.cdb, bytes);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(bytes);
        task.dataLength = bytes;
        unit.submit(task, this::done);
    }

    private void done(ScsiTask answered) {
        if (answered.delivery != Delivery.ANSWERED) {
            failure.accept("REPORT LUNS: " + answered.reason);
        } else if (answered.good()) {
            parse(answered);
        } else if (worthAnotherTry(answered) && tries < TRIES_MAX) {
            start();
        } else {
            failure.accept("REPORT LUNS: " + (answered.status == Status.CHECK_CONDITION
                    ? Sense.text(answered.sense, answered.senseLength)
                    : "status %02xh".formatted(answered.status)));
        }
    }

    private static boolean worthAnotherTry(ScsiTask answered) {
        boolean unitAttention = answered.status == Status.CHECK_CONDITION
                && Sense.key(answered.sense, answered.senseLength) == 6;
        return unitAttention || answered.status == Status.BUSY || answered.status == Status.TASK_SET_FULL;
    }

    private void parse(ScsiTask answered) {
        byte[] received = new byte[answered.dataLength - Math.max(0, answered.residual)];
        answered.data.get(0, received);
        try {
            ReportLuns list = ReportLuns.parse(received);
            if (list.truncated() && bytes < BYTES_MAX && tries < TRIES_MAX) {
                bytes = (int) Math.min(BYTES_MAX, list.listBytes() + 8);
                start();
            } else {
                units.accept(list.luns());
            }
        } catch (MalformedResponse e) {
            failure.accept(e.getMessage());
        }
    }
}

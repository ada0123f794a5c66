package org.mpath.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.core.MapEngine;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * A unit that is gone behind one path (05/25/00) may be another one behind the next: whoever moves a number from one volume to
 * another has it without any in between, and a target may say nothing to a number that it gave away. So none of the map's
 * other paths is used before discovery has read who is behind it, if the map lets I/O wait so long. Reactor thread.
 */
final class UnitGone {
    private static final int UNIT_NOT_SUPPORTED = 0x2500;

    private UnitGone() {}

    /** Whether an answer says so. */
    static boolean says(ScsiTask task) {
        return task.delivery == Delivery.ANSWERED
                && task.status == Status.CHECK_CONDITION
                && Sense.key(task.sense, task.senseLength) == SenseKey.ILLEGAL_REQUEST.code()
                && (Sense.asc(task.sense, task.senseLength) << 8 | Sense.ascq(task.sense, task.senseLength)) == UNIT_NOT_SUPPORTED;
    }

    /**
     * What is to be done when it was said on a path, one after the other: nothing when that has failed before.
     *
     * @param state the map's, now
     */
    static List<Runnable> consequences(MapEngine engine, MapState state, String path, ScsiTask task, LongSupplier nanoTime) {
        List<String> usable = state.groups().stream()
                .map(GroupState::paths)
                .flatMap(List::stream)
                .filter(each -> each.state() == PathState.State.ACTIVE)
                .map(PathState::name)
                .toList();
        if (!usable.contains(path) || !engine.table().queueIfNoPath()) {
            return List.of();
        }
        String said = Sense.text(task.sense, task.senseLength);
        List<Runnable> steps = new ArrayList<>();
        steps.add(() -> engine.failPath(path, said, nanoTime.getAsLong()));
        usable.forEach(other -> steps.add(() -> engine.failPath(other, MapEvent.GONE_ELSEWHERE + path, nanoTime.getAsLong())));
        return steps;
    }
}

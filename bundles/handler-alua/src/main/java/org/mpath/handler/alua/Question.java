package org.mpath.handler.alua;

import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.mpath.api.io.DataDirection;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.SetTargetPortGroups;
import org.mpath.scsi.VpdPage;

/** A command to the array that is sent again, a bounded number of times, while its answer is one that passes. */
final class Question {
    /** Room for VPD page 83h, in bytes. */
    private static final int IDENTIFICATION_BYTES = 4096;

    private static final int INQUIRY_BYTES = 96;

    private final PathDevice path;
    private final DataDirection direction;
    private final int bytes;
    private final ToIntFunction<PathCommand> form;

    private Question(PathDevice path, DataDirection direction, int bytes, ToIntFunction<PathCommand> form) {
        this.path = path;
        this.direction = direction;
        this.bytes = bytes;
        this.form = form;
    }

    /** INQUIRY, VPD page 83h: which target port group is this? */
    static Question identification(PathDevice path) {
        return new Question(path, DataDirection.READ, IDENTIFICATION_BYTES,
                command -> Cdb.inquiryPage(command.cdb(), VpdPage.DEVICE_IDENTIFICATION, IDENTIFICATION_BYTES));
    }

    /** INQUIRY: which kinds of transition are there? */
    static Question inquiry(PathDevice path) {
        return new Question(path, DataDirection.READ, INQUIRY_BYTES,
                command -> Cdb.inquiry(command.cdb(), INQUIRY_BYTES));
    }

    /** TEST UNIT READY: is the transition over? */
    static Question ready(PathDevice path) {
        return new Question(path, DataDirection.NONE, 0, command -> Cdb.testUnitReady(command.cdb()));
    }

    /** REPORT TARGET PORT GROUPS: which states do they have? */
    static Question report(PathDevice path, boolean extended, int allocation) {
        return new Question(path, DataDirection.READ, allocation,
                command -> Cdb.reportTargetPortGroups(command.cdb(), extended, allocation));
    }

    /** SET TARGET PORT GROUPS: make this one active/optimized, the others as the array likes. */
    static Question set(PathDevice path, int group) {
        byte[] list = SetTargetPortGroups.of(group, AccessState.ACTIVE_OPTIMIZED).bytes();
        return new Question(path, DataDirection.WRITE, list.length, command -> {
            command.data().put(0, list);
            return Cdb.setTargetPortGroups(command.cdb(), list.length);
        });
    }

    /**
     * Asks.
     *
     * @param tries how often it is sent at most
     * @param timeoutNanos for each of them
     * @param told once, perhaps before this returns
     */
    void ask(int tries, long timeoutNanos, BiConsumer<Outcome, PathCommand> told) {
        PathCommand command = new PathCommand(path, direction, bytes);
        command.send(form.applyAsInt(command), timeoutNanos, ended -> {
            Outcome outcome = Outcome.of(ended);
            if (outcome == Outcome.PASSING && tries > 1) {
                ask(tries - 1, timeoutNanos, told);
            } else {
                told.accept(outcome, ended);
            }
        });
    }
}

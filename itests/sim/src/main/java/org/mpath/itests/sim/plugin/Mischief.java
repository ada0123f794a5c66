package org.mpath.itests.sim.plugin;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.itests.sim.fabric.SimPath;
import org.mpath.itests.sim.fabric.Twist;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;
import org.mpath.target.SenseCode;

/** What goes wrong with the commands of plug-ins, beside what goes wrong with every command. */
final class Mischief {
    private static final int PERMILLE = 120;
    private static final int NONSENSE_STATUS = 0x5a;
    private static final int MODE_HEADER_6 = 4;
    private static final int MODE_HEADER_10 = 8;
    private static final int PAGE_CODE = 0x3f;
    private static final int TRANSFER_PAGE = 0x2c;
    private static final int TRESPASS_PAGE = 0x22;
    private static final int[] SENSES = {
        0x02_04_01, 0x02_04_03, 0x02_04_0a, 0x02_04_0b, 0x02_04_81, 0x03_11_00, 0x04_44_00, 0x05_04_00, 0x05_20_00,
        0x05_24_00, 0x05_25_00, 0x05_26_00, 0x05_91_36, 0x05_94_01, 0x06_29_00, 0x06_2a_06, 0x06_3f_03, 0x06_8b_02, 0x0b_47_00
    };

    private final Scenario scenario;
    private final Agenda agenda;
    private final Trace trace;
    private final Chance chance;
    private final FaultCount counts;
    private final Orders orders;
    private boolean healed;

    Mischief(Scenario scenario, Agenda agenda, Trace trace, Chance chance, FaultCount counts, Orders orders) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.trace = trace;
        this.chance = chance;
        this.counts = counts;
        this.orders = orders;
    }

    /** No more of it. */
    void heal() {
        healed = true;
    }

    /** Carries a plug-in's command. */
    void carry(Object version, SimPath path, ScsiTask task, TaskListener listener) {
        int opcode = task.cdb[0] & 0xff;
        trace.note(Trace.Kind.PLUG_IN, opcode, path.index());
        boolean order = isOrder(task);
        if (order) {
            orders.ordered(version, opcode, path.controller(), task.timeoutNanos);
        }
        TaskListener told = done -> {
            if (order) {
                orders.orderAnswered(version, path.controller());
            }
            trace.note(Trace.Kind.PLUG_IN_DONE, done.cdb[0] & 0xff, path.index(), done.delivery.name() + words(done));
            listener.taskDone(done);
        };
        path.submit(task, done -> back(path, done, told), twist(path));
    }

    private Twist twist(SimPath path) {
        if (strikes(FaultKind.ACTIVATION_HANG, path)) {
            return Twist.LOST;
        }
        if (strikes(FaultKind.ACTIVATION_FAILURE, path)) {
            return failure();
        }
        return strikes(FaultKind.ACTIVATION_LATE, path) ? Twist.LATE : Twist.NONE;
    }

    private Twist failure() {
        int status = chance.of(Status.CHECK_CONDITION, Status.CHECK_CONDITION, Status.BUSY, Status.TASK_SET_FULL,
                Status.RESERVATION_CONFLICT);
        if (status != Status.CHECK_CONDITION) {
            return Twist.answered(status);
        }
        int sense = SENSES[chance.below(SENSES.length)];
        return Twist.refused(new SenseCode(sense >> 16, sense >> 8 & 0xff, sense & 0xff));
    }

    private static boolean isOrder(ScsiTask task) {
        return switch (task.cdb[0] & 0xff) {
            case Opcode.MODE_SELECT_6 -> movesUnits(task.data, MODE_HEADER_6);
            case Opcode.MODE_SELECT_10 -> movesUnits(task.data, MODE_HEADER_10);
            case Opcode.START_STOP_UNIT, Opcode.MAINTENANCE_OUT -> true;
            default -> false;
        };
    }

    private static boolean movesUnits(ByteBuffer list, int page) {
        int code = list.get(page) & PAGE_CODE;
        return code == TRANSFER_PAGE || code == TRESPASS_PAGE;
    }

    private static String words(ScsiTask task) {
        boolean sense = task.delivery == Delivery.ANSWERED && task.status == Status.CHECK_CONDITION;
        return sense ? String.format(" %02x/%02x/%02x", Sense.key(task.sense, task.senseLength),
                Sense.asc(task.sense, task.senseLength), Sense.ascq(task.sense, task.senseLength)) : "";
    }

    private void back(SimPath path, ScsiTask task, TaskListener told) {
        if (task.delivery == Delivery.ANSWERED && strikes(FaultKind.HOSTILE_ANSWER, path)) {
            spoil(task);
        }
        told.taskDone(task);
    }

    /** Too short, too long, another page, nonsense; or a status that means nothing. */
    private void spoil(ScsiTask task) {
        int length = task.direction == DataDirection.READ ? task.dataLength - Math.max(0, task.residual) : 0;
        if (length == 0 || task.status != Status.GOOD) {
            task.status = chance.coin() ? NONSENSE_STATUS : Status.CHECK_CONDITION;
            task.senseLength = chance.below(8);
            return;
        }
        switch (chance.below(5)) {
            case 0 -> task.residual = task.dataLength - chance.below(length);
            case 1 -> task.data.put(chance.below(Math.min(length, 8)), (byte) chance.below(256));
            case 2 -> fill(task, length, () -> 0xff);
            case 3 -> fill(task, length, () -> chance.below(256));
            default -> task.data.put(chance.below(length), (byte) chance.below(256));
        }
    }

    private static void fill(ScsiTask task, int length, IntSupplier with) {
        for (int at = 0; at < length; at++) {
            task.data.put(at, (byte) with.getAsInt());
        }
    }

    private boolean strikes(FaultKind kind, SimPath path) {
        if (healed || !scenario.has(kind) || !chance.permille(PERMILLE)) {
            return false;
        }
        counts.add(kind);
        trace.note(Trace.Kind.FAULT, path.index(), 0, kind.words());
        return true;
    }
}

package org.mpath.handler.rdac;

import java.util.Arrays;
import java.util.function.Consumer;
import org.mpath.api.path.PathDevice;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Opcode;

/**
 * Switches task aborted status (TAS, SPC-5 7.5.10) on in the control mode page: who loses a task to another initiator is to
 * be told, and not to wait for an answer that never comes.
 */
final class TaskAborted {
    private static final int NO_BLOCK_DESCRIPTORS = 0x08;
    private static final int TRIES = 2;
    private static final int HEADER_BYTES = 8;
    private static final int PAGE_BYTES = 12;
    private static final int LIST_BYTES = HEADER_BYTES + PAGE_BYTES;
    private static final int BLOCK_DESCRIPTOR_LENGTH_AT = 6;
    private static final int TAS_AT = HEADER_BYTES + 5;
    private static final int TAS = 0x40;

    private TaskAborted() {}

    /** @param then told how the last command ended, when that is done, or cannot be */
    static void switchOn(PathDevice path, long timeoutNanos, Consumer<Outcome> then) {
        ArrayCommand.read(path, LIST_BYTES, TaskAborted::modeSense)
                .ask(TRIES, timeoutNanos, (outcome, command) -> {
                    byte[] list = outcome == Outcome.GOOD ? command.received() : new byte[0];
                    if (isPage(list) && (list[TAS_AT] & TAS) == 0) {
                        select(path, list, timeoutNanos, then);
                    } else {
                        then.accept(outcome);
                    }
                });
    }

    /** MODE SENSE (10) without block descriptors, current values (SPC-5 6.14). */
    private static int modeSense(byte[] cdb) {
        Arrays.fill(cdb, (byte) 0);
        cdb[0] = Opcode.MODE_SENSE_10;
        cdb[1] = NO_BLOCK_DESCRIPTORS;
        cdb[2] = ModeSense.CONTROL_PAGE;
        cdb[8] = LIST_BYTES;
        return 10;
    }

    private static boolean isPage(byte[] list) {
        return list.length == LIST_BYTES
                && list[BLOCK_DESCRIPTOR_LENGTH_AT] == 0
                && list[BLOCK_DESCRIPTOR_LENGTH_AT + 1] == 0
                && (list[HEADER_BYTES] & 0x7f) == ModeSense.CONTROL_PAGE
                && list[HEADER_BYTES + 1] == PAGE_BYTES - 2;
    }

    private static void select(PathDevice path, byte[] sensed, long timeoutNanos, Consumer<Outcome> then) {
        byte[] list = new byte[LIST_BYTES]; // mode data length and device specific bits are reserved here
        System.arraycopy(sensed, HEADER_BYTES, list, HEADER_BYTES, PAGE_BYTES);
        list[HEADER_BYTES] = ModeSense.CONTROL_PAGE;
        list[TAS_AT] |= TAS;
        ArrayCommand.write(path, list, cdb -> Cdb.modeSelect10(cdb, true, list.length))
                .ask(TRIES, timeoutNanos, (outcome, command) -> then.accept(outcome));
    }
}

package org.mpath.core;

import org.mpath.api.io.ScsiTask;

/**
 * What the engine must know of a command before it sends it twice. Closed lists: a command on neither is never repeated
 * when it may have run (COMPARE AND WRITE, WRITE ATOMIC, PERSISTENT RESERVE OUT, EXTENDED COPY, FORMAT UNIT, SANITIZE,
 * WRITE LONG, whatever is invented next).
 */
final class Commands {
    private Commands() {}

    /** Whether running it a second time leaves the same as running it once: plain reads, plain writes, questions. */
    static boolean repeatable(ScsiTask task) {
        return reads(task) || writesPlainly(task.cdb[0] & 0xff);
    }

    /** Whether a late run of it could overwrite something newer. */
    static boolean changesMedium(ScsiTask task) {
        return task.changesMedium || !reads(task);
    }

    private static boolean writesPlainly(int opcode) {
        return switch (opcode) {
            case 0x0a, 0x2a, 0xaa, 0x8a -> true; // WRITE (6), (10), (12), (16)
            case 0x2e, 0xae, 0x8e -> true; // WRITE AND VERIFY
            case 0x41, 0x93, 0x42 -> true; // WRITE SAME, UNMAP
            default -> false;
        };
    }

    private static boolean reads(ScsiTask task) {
        return switch (task.cdb[0] & 0xff) {
            case 0x08, 0x28, 0xa8, 0x88 -> true; // READ (6), (10), (12), (16)
            case 0x2f, 0xaf, 0x8f, 0x34, 0x90 -> true; // VERIFY, PRE-FETCH
            case 0x35, 0x91 -> true; // SYNCHRONIZE CACHE
            case 0x00, 0x03, 0x12, 0x1a, 0x5a, 0x4d -> true; // TEST UNIT READY, REQUEST SENSE, INQUIRY, MODE and LOG SENSE
            case 0x25, 0xa0, 0xa3, 0x5e -> true; // READ CAPACITY (10), REPORT LUNS, MAINTENANCE IN, PERSISTENT RESERVE IN
            case 0x9e -> (task.cdb[1] & 0x1f) != 0x11; // SERVICE ACTION IN (16), but READ LONG
            default -> false;
        };
    }
}

package org.mpath.checkers;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Status;

/** Reads the first block. What is read does not matter. */
final class ReadChecker implements PathChecker {
    /** The largest block there is: a unit with smaller ones sends less, and that tells how large they are. */
    private static final int BLOCK_BYTES_MAX = 4096;

    private final String name;
    /** What the last read brought. To expect more is lawful, but there are targets that write each time of it in their logs. */
    private final Map<PathDevice, Integer> blockBytes = Collections.synchronizedMap(new WeakHashMap<>());

    ReadChecker(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        int expected = blockBytes.getOrDefault(path, BLOCK_BYTES_MAX);
        ArrayCommand.read(path, expected, cdb -> Cdb.read(cdb, 0, 1))
                .askWithin(Answers.TRIES_MAX, timeoutNanos, (outcome, command) -> {
                    if (!command.answered()) {
                        blockBytes.remove(path); // perhaps because the unit has larger blocks by now
                    } else if (outcome == Outcome.GOOD && command.received().length > 0) {
                        blockBytes.put(path, command.received().length);
                    }
                    if (outcome == Outcome.GOOD) {
                        listener.checked(CheckerState.UP, "");
                    } else if (!command.answered()) {
                        listener.checked(CheckerState.DOWN, Answers.silence(command, timeoutNanos));
                    } else {
                        boolean passes = outcome == Outcome.TRANSITION || command.status() == Status.BUSY
                                || command.status() == Status.TASK_SET_FULL;
                        listener.checked(passes ? CheckerState.PENDING : CheckerState.DOWN, Answers.words(command));
                    }
                });
    }
}

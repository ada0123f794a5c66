package org.mpath.discovery;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * Reads the first block through a path ten times a second, one read at a time, and counts those that the path is to blame
 * for. Beside the checks of its watch, with a command of its own. Reactor thread.
 */
final class ReadSampling {
    /** Told once when the time is over. */
    @FunctionalInterface
    interface Done {
        void sampled(long reads, long errors);
    }

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long INTERVAL_NANOS = NANOS_PER_SECOND / 10;

    private final PathDevice path;
    private final Supplier<CheckTimes> times;
    private final BiConsumer<Attention, String> news;
    private final Done done;
    private final ReactorTimer timer;
    /** Null until it is needed: it brings a buffer. */
    private PathCommand command;

    private int blockSize;
    private long endNanos;
    private long reads;
    private long errors;

    /** @param news told of unit attentions that are not {@link Attention#NONE}, and the words of the sense data */
    ReadSampling(PathDevice path, Supplier<CheckTimes> times, BiConsumer<Attention, String> news, Done done) {
        this.path = path;
        this.times = times;
        this.news = news;
        this.done = done;
        this.timer = path.reactor().timer(this::ticked);
    }

    /**
     * Begins, anew if need be.
     *
     * @param blockBytes the unit's block size; where that is not known, or larger than {@link PathCommand#ANSWER_BYTES_MAX},
     *     TEST UNIT READY is sent
     */
    void begin(int seconds, int blockBytes) {
        if (command == null) {
            command = new PathCommand(path, () -> { });
        }
        blockSize = blockBytes <= PathCommand.ANSWER_BYTES_MAX ? blockBytes : 0;
        reads = 0;
        errors = 0;
        endNanos = path.reactor().nanoTime() + seconds * NANOS_PER_SECOND;
        timer.arm(INTERVAL_NANOS);
    }

    /** Ends; tells nobody. A read on its way comes back to nobody. */
    void end() {
        timer.cancel();
    }

    /** Ends for good. */
    void close() {
        end();
        if (command != null) {
            command.close();
        }
    }

    private void ticked() {
        if (path.reactor().nanoTime() - endNanos >= 0) {
            done.sampled(reads, errors);
            return;
        }
        timer.arm(INTERVAL_NANOS);
        if (!command.busy()) {
            int cdbLength = blockSize > 0 ? Cdb.read(command.cdb(), 0, 1) : Cdb.testUnitReady(command.cdb());
            command.send(cdbLength, blockSize, times.get().checkTimeoutNanos(), this::answered);
        }
    }

    private void answered() {
        reads++;
        errors += pathToBlame() ? 1 : 0;
        Attention attention = command.attention();
        if (attention != Attention.NONE) {
            news.accept(attention, command.text());
        }
    }

    /** A unit that says something of itself was reached: not ready, reserved, a bad medium. */
    private boolean pathToBlame() {
        int key = command.answered() ? command.senseKey() : 0;
        return !command.answered()
                || command.status() == Status.TASK_ABORTED
                || command.status() == Status.CHECK_CONDITION
                        && (key == SenseKey.ABORTED_COMMAND.code() || key == SenseKey.HARDWARE_ERROR.code());
    }
}

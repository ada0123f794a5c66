package org.mpath.itests.check.rule;

import java.nio.ByteBuffer;
import java.util.Random;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.map.MultipathMap;
import org.mpath.scsi.Cdb;

/**
 * Reads and writes on a map, a few every millisecond, and how long it took them to come back. Time in which the reactor had
 * no processor does not count: that is for who else runs on the machine. Reactor thread, but for the counters, which anybody may read.
 */
final class SwapLoad implements TaskListener {
    private static final int DEPTH = 4;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int BYTES = 4096;
    private static final int BLOCKS = BYTES / SwapRig.BLOCK_BYTES;

    private final MultipathMap map;
    private final Random chance;
    private final long blocks;
    private final ScsiTask[] tasks = new ScsiTask[DEPTH];
    private ReactorTimer timer;
    private int underway;
    private boolean running = true;
    private volatile long lastNanos;
    private long waitedNanos;

    private volatile long done;
    private volatile long failed;
    private volatile String failure = "";
    private volatile long longestGapNanos;

    SwapLoad(MultipathMap map, long blocks, Random chance) {
        this.map = map;
        this.blocks = blocks;
        this.chance = chance;
        for (int i = 0; i < DEPTH; i++) {
            tasks[i] = new ScsiTask();
            tasks[i].data = ByteBuffer.allocateDirect(BYTES);
        }
    }

    /** How many ended well. */
    long done() {
        return done;
    }

    /** How many did not. */
    long failed() {
        return failed;
    }

    /** How the last one that did not ended. */
    String failure() {
        return failure;
    }

    /** The longest time from one round's end to the next one's since {@link #resetGap}. */
    long longestGapNanos() {
        return longestGapNanos;
    }

    /** Waits, bounded, for the end of a round that began after this call; whether it ended. */
    boolean awaitRound() {
        long seen = done + failed;
        return SwapRig.await(() -> done + failed > seen + 2 * DEPTH);
    }

    void resetGap() {
        longestGapNanos = 0;
    }

    void start() {
        lastNanos = System.nanoTime();
        waitedNanos = ProcessorWait.nanos();
        timer = map.reactor().timer(this::sendAll);
        sendAll();
    }

    void stop() {
        running = false;
        timer.cancel();
    }

    private void sendAll() {
        underway = DEPTH;
        for (ScsiTask task : tasks) {
            send(task);
        }
    }

    @Override
    public void taskDone(ScsiTask task) {
        if (task.good()) {
            done++;
        } else {
            failed++;
            failure = task.delivery + ", status " + task.status + ", " + task.reason;
        }
        if (--underway == 0 && running) {
            roundEnded();
            timer.arm(PAUSE_NANOS);
        }
    }

    private void roundEnded() {
        long now = System.nanoTime();
        long waited = ProcessorWait.nanos();
        longestGapNanos = Math.max(longestGapNanos, now - lastNanos - (waited - waitedNanos));
        lastNanos = now;
        waitedNanos = waited;
    }

    private void send(ScsiTask task) {
        boolean write = chance.nextBoolean();
        long address = (long) (chance.nextDouble() * (blocks - BLOCKS));
        task.dataLength = BYTES;
        task.direction = write ? DataDirection.WRITE : DataDirection.READ;
        task.changesMedium = write;
        task.cdbLength = write ? Cdb.write(task.cdb, address, BLOCKS, false) : Cdb.read(task.cdb, address, BLOCKS);
        map.submit(task, this);
    }
}

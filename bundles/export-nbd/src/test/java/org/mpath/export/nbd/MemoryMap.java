package org.mpath.export.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.io.TurnEnd;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapLease;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PassThrough;
import org.mpath.api.map.UnitLimits;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;
import org.mpath.scsi.UnmapList;

/**
 * A map over memory: a disk that keeps its promises, remembers what it was asked, and fails, waits or refuses on
 * demand.
 */
final class MemoryMap implements MultipathMap, TurnEnd {
    /** A unit that can do everything. */
    static final UnitLimits ALL = new UnitLimits(0, 0, true, 1 << 20, true, true, 1 << 16, true, true, false);

    private final String name;
    private final Reactor reactor;
    private volatile LogicalUnit unit;
    private final ByteBuffer memory;
    private final List<String> commands = new ArrayList<>();
    private final ArrayDeque<ScsiTask> due = new ArrayDeque<>();
    private final ArrayDeque<ScsiTask> held = new ArrayDeque<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> users = new CopyOnWriteArrayList<>();
    private boolean recording = true;
    private boolean inline;
    private boolean holding;
    private boolean ignoringUnmap;

    private static final class Fault {
        private final int opcode;
        private final int key;
        private final int asc;
        private final int ascq;
        private int count;

        Fault(int opcode, int key, int asc, int ascq, int count) {
            this.opcode = opcode;
            this.key = key;
            this.asc = asc;
            this.ascq = ascq;
            this.count = count;
        }
    }

    MemoryMap(String name, Reactor reactor, int sizeBytes, int blockBytes, UnitLimits limits) {
        this.name = name;
        this.reactor = reactor;
        this.memory = ByteBuffer.allocateDirect(sizeBytes);
        this.unit = new LogicalUnit(
                "3600140500000000000000000000000aa", "MPATH", "MEMORY", "1", "42", blockBytes, sizeBytes / blockBytes, limits);
    }

    // ---- what a test does ----

    /** Completes commands before submit returns, as a path that fails at once does. */
    MemoryMap inline() {
        return onReactor(() -> inline = true);
    }

    /** Forgets to remember commands, for tests of memory and speed. */
    MemoryMap silent() {
        return onReactor(() -> recording = false);
    }

    /** Takes UNMAP as the hint it is: does nothing, and makes no garbage for it. */
    MemoryMap ignoringUnmap() {
        return onReactor(() -> ignoringUnmap = true);
    }

    /** Another path came, through which the unit can do no more than this. */
    void limits(UnitLimits limits) {
        unit = unit.with(limits);
    }

    /** Answers no command until {@link #release}. */
    MemoryMap hold() {
        return onReactor(() -> holding = true);
    }

    /** Answers what was held, and holds no more. */
    void release() {
        onReactor(() -> {
            holding = false;
            while (!held.isEmpty()) {
                finish(held.poll());
            }
        });
    }

    /** Ends what was held without an answer, as the engine does with the tasks of a map that is removed. */
    void fail(String reason) {
        onReactor(() -> {
            holding = false;
            while (!held.isEmpty()) {
                ScsiTask task = held.poll();
                task.unanswered(Delivery.NOT_SENT, reason);
                task.mapListener.taskDone(task);
            }
        });
    }

    /** Who holds a lease now. */
    List<String> users() {
        return List.copyOf(users);
    }

    int heldCount() {
        return ask(held::size);
    }

    /** Answers the next {@code count} commands of an opcode with sense data. */
    MemoryMap sense(int opcode, int key, int asc, int ascq, int count) {
        return onReactor(() -> faults.add(new Fault(opcode, key, asc, ascq, count)));
    }

    /** Answers every command of an opcode with a status. */
    MemoryMap status(int opcode, int status) {
        return onReactor(() -> faults.add(new Fault(opcode, -1, status, 0, Integer.MAX_VALUE)));
    }

    /** What was asked so far: name, first block, number of blocks, flags. */
    List<String> commands() {
        return ask(() -> List.copyOf(commands));
    }

    void forgetCommands() {
        onReactor(commands::clear);
    }

    byte[] bytes(int offset, int length) {
        return ask(() -> {
            byte[] bytes = new byte[length];
            memory.get(offset, bytes);
            return bytes;
        });
    }

    void fill(int offset, byte[] bytes) {
        onReactor(() -> memory.put(offset, bytes));
    }

    // ---- the map ----

    @Override
    public String name() {
        return name;
    }

    @Override
    public LogicalUnit unit() {
        return unit;
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public MapState state() {
        throw new UnsupportedOperationException("an export asks for no state");
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        if (!reactor.inReactor()) {
            throw new AssertionError("submitted on thread " + Thread.currentThread().getName());
        }
        task.begin();
        task.mapListener = listener;
        if (recording) {
            commands.add(describe(task));
        }
        if (holding) {
            held.add(task);
        } else if (inline) {
            finish(task);
        } else {
            if (due.isEmpty()) {
                reactor.atTurnEnd(this);
            }
            due.add(task);
        }
    }

    @Override
    public void turnEnded() {
        for (int i = due.size(); i > 0; i--) {
            finish(due.poll());
        }
        if (!due.isEmpty()) {
            reactor.atTurnEnd(this);
        }
    }

    private void finish(ScsiTask task) {
        task.delivery = Delivery.ANSWERED;
        if (!hasFault(task)) {
            run(task);
        }
        task.mapListener.taskDone(task);
    }

    private boolean hasFault(ScsiTask task) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.opcode == (task.cdb[0] & 0xff) && fault.count > 0) {
                fault.count--;
                if (fault.key < 0) {
                    task.status = fault.asc;
                } else {
                    sense(task, fault.key, fault.asc, fault.ascq);
                }
                return true;
            }
        }
        return false;
    }

    private static void sense(ScsiTask task, int key, int asc, int ascq) {
        task.status = Status.CHECK_CONDITION;
        task.senseLength = Sense.fixed(task.sense, key, asc, ascq);
    }

    private void run(ScsiTask task) {
        long at = lba(task) * unit.blockSize();
        long length = blocks(task) * unit.blockSize();
        if (at + length > memory.capacity()) {
            sense(task, 5, 0x21, 0);
            return;
        }
        switch (task.cdb[0] & 0xff) {
            case Opcode.READ_10, Opcode.READ_16 -> task.data.put(task.dataOffset, memory, (int) at, task.dataLength);
            case Opcode.WRITE_10, Opcode.WRITE_16 -> memory.put((int) at, task.data, task.dataOffset, task.dataLength);
            case Opcode.WRITE_SAME_16 -> {
                for (long to = at; to < at + length; to += unit.blockSize()) {
                    memory.put((int) to, task.data, task.dataOffset, unit.blockSize());
                }
            }
            case Opcode.UNMAP -> unmap(task);
            case Opcode.SYNCHRONIZE_CACHE_10 -> {
                // memory is as good as it gets
            }
            default -> sense(task, 5, 0x20, 0);
        }
    }

    private void unmap(ScsiTask task) {
        if (ignoringUnmap) {
            return;
        }
        int count = UnmapList.count(task.data, task.dataOffset, task.dataLength);
        for (int i = 0; i < count; i++) {
            int from = (int) UnmapList.lba(task.data, task.dataOffset, i) * unit.blockSize();
            int bytes = (int) UnmapList.blocks(task.data, task.dataOffset, i) * unit.blockSize();
            memory.put(from, new byte[bytes]);
        }
    }

    private String describe(ScsiTask task) {
        String flags = (task.cdb[1] & 0x08) == 0 ? "" : (task.cdb[0] & 0xff) == Opcode.WRITE_SAME_16 ? " UNMAP" : " FUA";
        return switch (task.cdb[0] & 0xff) {
            case Opcode.READ_10, Opcode.READ_16 -> "READ " + lba(task) + '+' + blocks(task);
            case Opcode.WRITE_10, Opcode.WRITE_16 -> "WRITE " + lba(task) + '+' + blocks(task) + flags;
            case Opcode.WRITE_SAME_16 -> "WRITE SAME " + lba(task) + '+' + blocks(task) + flags;
            case Opcode.UNMAP -> "UNMAP " + UnmapList.lba(task.data, 0, 0) + '+' + UnmapList.blocks(task.data, 0, 0);
            case Opcode.SYNCHRONIZE_CACHE_10 -> "SYNCHRONIZE CACHE";
            default -> Arrays.toString(task.cdb);
        };
    }

    private static long lba(ScsiTask task) {
        return switch (task.cdb[0] & 0xff) {
            case Opcode.READ_16, Opcode.WRITE_16, Opcode.WRITE_SAME_16 -> number(task.cdb, 2, 8);
            case Opcode.READ_10, Opcode.WRITE_10 -> number(task.cdb, 2, 4);
            default -> 0;
        };
    }

    private static long blocks(ScsiTask task) {
        return switch (task.cdb[0] & 0xff) {
            case Opcode.READ_16, Opcode.WRITE_16, Opcode.WRITE_SAME_16 -> number(task.cdb, 10, 4);
            case Opcode.READ_10, Opcode.WRITE_10 -> number(task.cdb, 7, 2);
            default -> 0;
        };
    }

    private static long number(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = at; i < at + length; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }

    private MemoryMap onReactor(Runnable work) {
        ask(() -> {
            work.run();
            return null;
        });
        return this;
    }

    private <T> T ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        reactor.execute(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the reactor did not answer", e);
        }
    }

    @Override
    public PassThrough passThrough(ScsiTask task, TaskListener listener) {
        submit(task, listener);
        return PassThrough.SENT;
    }

    @Override
    public MapLease lease(String user) {
        users.add(user);
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                users.remove(user);
            }
        };
    }
}

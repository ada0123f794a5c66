package org.mpath.itests.array;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.TurnEnd;

/** A reactor whose time passes when a test says so. */
public final class VirtualReactor implements Reactor {
    /** Nanoseconds of a millisecond. */
    public static final long MILLI = 1_000_000L;
    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000L;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<VirtualTimer> armed = new ArrayList<>();
    /** Close to where the clock wraps: only differences count. */
    private long now = Long.MAX_VALUE - 3 * SECOND;

    /** Lets time pass; timers run when they are due, in order. */
    public void pass(long nanos) {
        long end = now + nanos;
        runTasks();
        for (VirtualTimer next = next(end); next != null; next = next(end)) {
            now = next.dueNanos;
            armed.remove(next);
            next.action.run();
            runTasks();
        }
        now = end;
    }

    /** How many timers are armed. */
    public int armedCount() {
        return armed.size();
    }

    private VirtualTimer next(long end) {
        return armed.stream()
                .filter(timer -> timer.dueNanos - end <= 0)
                .min(Comparator.comparingLong(timer -> timer.dueNanos - end))
                .orElse(null);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public boolean inReactor() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public ReactorTimer timer(Runnable action) {
        return new VirtualTimer(action);
    }

    @Override
    public SelectionKey register(SelectableChannel channel, int interestOps, ChannelHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BufferPool buffers() {
        throw new UnsupportedOperationException();
    }

    private final class VirtualTimer implements ReactorTimer {
        private final Runnable action;
        private long dueNanos;

        VirtualTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            cancel();
            dueNanos = now + delayNanos;
            armed.add(this);
        }

        @Override
        public void cancel() {
            armed.remove(this);
        }

        @Override
        public boolean armed() {
            return armed.contains(this);
        }
    }
}

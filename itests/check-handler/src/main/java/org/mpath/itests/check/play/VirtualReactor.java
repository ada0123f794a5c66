package org.mpath.itests.check.play;

import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.TurnEnd;
import org.mpath.api.plugin.PathCommand;

/** A reactor whose time passes when a rule says so. What is thrown on it is told, and ends nothing else. */
public final class VirtualReactor implements Reactor {
    /** Nanoseconds of a millisecond. */
    public static final long MILLI = 1_000_000L;
    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000L;

    /** Timers and tasks of one call of {@link #pass}: what arms itself for ever at once is stopped there. */
    private static final int STEPS_MAX = 200_000;

    private final Consumer<Throwable> threw;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<VirtualTimer> armed = new ArrayList<>();
    /** Close to where the clock wraps: only differences count. */
    private long now = Long.MAX_VALUE - 3 * SECOND;

    /** @param threw told of everything that is thrown */
    VirtualReactor(Consumer<Throwable> threw) {
        this.threw = threw;
    }

    /** Lets time pass; timers run when they are due, in order. */
    public void pass(long nanos) {
        long end = now + nanos;
        int steps = runTasks(0);
        for (VirtualTimer next = next(end); next != null && steps < STEPS_MAX; next = next(end)) {
            now = next.dueNanos;
            armed.remove(next);
            guarded(next.action);
            steps = runTasks(steps + 1);
        }
        if (steps >= STEPS_MAX) {
            tasks.clear();
            armed.clear();
            threw.accept(new IllegalStateException("it keeps the reactor busy for ever: " + STEPS_MAX + " timers and tasks"));
        }
        now = end;
    }

    private VirtualTimer next(long end) {
        return armed.stream()
                .filter(timer -> timer.dueNanos - end <= 0)
                .min(Comparator.comparingLong(timer -> timer.dueNanos - end))
                .orElse(null);
    }

    private int runTasks(int steps) {
        int done = steps;
        for (Runnable task = tasks.poll(); task != null && done < STEPS_MAX; task = tasks.poll()) {
            guarded(task);
            done++;
        }
        return done;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error thrown) {
            threw.accept(thrown);
        }
    }

    /** Whether anything is to happen. */
    boolean idle() {
        return tasks.isEmpty() && armed.isEmpty();
    }

    /**
     * How many timers the plug-in left armed; without the guards of commands that are on their way, which end by
     * themselves ({@link PathCommand}).
     */
    public long armedByPlugIn() {
        return armed.stream()
                .filter(timer -> !timer.own)
                .filter(timer -> !timer.action.getClass().getName().startsWith(PathCommand.class.getName()))
                .count();
    }

    /** Does something later, as a transport or an array would. */
    public void later(long nanos, Runnable action) {
        VirtualTimer timer = new VirtualTimer(action, true);
        timer.arm(nanos);
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
        return new VirtualTimer(action, false);
    }

    @Override
    public SelectionKey register(SelectableChannel channel, int interestOps, ChannelHandler handler) {
        throw new UnsupportedOperationException("an array plug-in has no channels of its own");
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        tasks.add(work::turnEnded);
    }

    @Override
    public BufferPool buffers() {
        return new Buffers();
    }

    private static final class Buffers implements BufferPool {
        private static final int BYTES_MAX = 1 << 20;

        @Override
        public int maxBytes() {
            return BYTES_MAX;
        }

        @Override
        public ByteBuffer acquire(int bytes) {
            return bytes > BYTES_MAX ? null : ByteBuffer.allocate(bytes);
        }

        @Override
        public void release(ByteBuffer buffer) {
            // collected
        }
    }

    private final class VirtualTimer implements ReactorTimer {
        private final Runnable action;
        private final boolean own;
        private long dueNanos;

        VirtualTimer(Runnable action, boolean own) {
            this.action = action;
            this.own = own;
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

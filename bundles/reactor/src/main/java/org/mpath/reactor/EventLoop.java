package org.mpath.reactor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.NestedCalls;
import org.mpath.api.io.PlugInCall;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.api.io.TurnEnd;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A reactor on one NIO selector.
 *
 * <p>A turn: wait for a channel, a timer or a task; handle all ready channels; run what other threads posted; run due
 * timers; then the work put off to the end of the turn and calls of plug-ins, in rounds, because a completion delivered there
 * may cause a reply to be written there.
 *
 * <p>All state is the loop's, not the thread's. A plug-in is called straight from the loop, so that its thread has nothing
 * else to do any more when the plug-in keeps it: another thread goes on ({@link WatchedCall}), and the first one ends without
 * a look at anything should it ever come back.
 *
 * <p>Whatever one of them throws ends itself, and its channel, but not the loop: every map of the runtime is on it. That
 * includes errors, such as those of a plug-in whose bundle is gone and whose classes cannot be loaded any more.
 */
@Component(
        service = Reactor.class,
        configurationPid = "org.mpath.reactor",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = EventLoopSettings.class)
public final class EventLoop implements Reactor, AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.reactor");
    private static final String NAME = "mpath-reactor";
    private static final int TASKS_PER_TURN_MAX = 1024;
    private static final int ROUNDS_PER_TURN_MAX = 64;
    private static final long JOIN_MILLIS = 5_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    /** The one that runs the loop. */
    private volatile LoopThread thread;
    /**
     * The same, for the checks that each request makes: a thread that was replaced may see itself here a little longer, but
     * {@link #serve} has refused it before.
     */
    private Thread owner;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PlugInStage plugIns;
    private final Selector selector;
    private final ArrayBlockingQueue<Runnable> tasks;
    private final TimerHeap timers = new TimerHeap();
    private final SizedBuffers buffers;
    private final Consumer<SelectionKey> ready = this::handle;
    private ArrayList<TurnEnd> turnEnds = new ArrayList<>();
    private ArrayList<TurnEnd> turnEndsRunning = new ArrayList<>();
    /** The next one of those: the loop's, not the stack's. */
    private int turnEndAt;
    /** Turns so far; others see it through {@link #sleeping}, which is written in each. */
    private long turns;

    private long nowNanos = System.nanoTime();
    /** True while {@link #nowNanos} is of the turn before: the first to run after a sleep reads the clock. */
    private boolean clockStale;

    /** A thread took over: what came in the meantime is heard before timers say that it is too late. */
    private boolean catchingUp;

    /** True while the loop may sleep, so that posting threads know when a wake-up is needed. */
    private volatile boolean sleeping;

    private volatile boolean stopping;

    /** Starts the loop of the runtime. */
    @Activate
    public EventLoop(EventLoopSettings settings) throws IOException {
        this(NAME, settings.tasks_max(), settings.buffers_mebibytes() * 1024L * 1024L);
    }

    /**
     * Starts a loop.
     *
     * @param name name of the loop and its thread
     * @param tasksMax how many posted tasks may wait
     * @param buffersBytesMax limit of the buffer pool
     */
    public EventLoop(String name, int tasksMax, long buffersBytesMax) throws IOException {
        this.selector = Selector.open();
        this.tasks = new ArrayBlockingQueue<>(tasksMax);
        this.buffers = new SizedBuffers(buffersBytesMax);
        this.name = name;
        this.plugIns = new PlugInStage(new Watched(), this::relieve, name.equals(NAME) ? "mpath-watchdog" : name + "-watchdog");
        this.thread = new LoopThread(this::run, name);
        this.owner = thread;
        thread.start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean inReactor() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        if (stopping) {
            throw new RejectedExecutionException("reactor " + name() + " has stopped");
        }
        if (!tasks.offer(task)) {
            throw new RejectedExecutionException("reactor " + name() + " has too many tasks waiting");
        }
        if (sleeping) {
            selector.wakeup();
        }
    }

    @Override
    public long nanoTime() {
        assertOwner();
        return nowNanos;
    }

    @Override
    public ReactorTimer timer(Runnable action) {
        return new TimerHeap.LoopTimer(this, timers, action);
    }

    @Override
    public SelectionKey register(SelectableChannel channel, int interestOps, ChannelHandler handler)
            throws IOException {
        assertOwner();
        return channel.register(selector, interestOps, handler);
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        assertOwner();
        turnEnds.add(work);
    }

    @Override
    public BufferPool buffers() {
        assertOwner();
        return buffers;
    }

    @Override
    public <A> void call(PlugInCall<A> call) {
        assertOwner();
        plugIns.add(call);
    }

    @Override
    public <T> T serve(Supplier<T> work) {
        return LoopThread.serve(work);
    }

    @Override
    public void watch(NestedCalls calls) {
        plugIns.watch(calls);
    }

    @Override
    public String returned() {
        VarHandle.acquireFence(); // the field is looked at after the call, not before
        LoopThread own = (LoopThread) Thread.currentThread();
        WatchedCall found = own.nested();
        return found == null ? null : plugIns.returned(own, found);
    }

    /** The loop, for its watchdog. */
    private final class Watched implements LoopWatch.Loop {
        @Override
        public LoopThread thread() {
            return thread;
        }

        @Override
        public long turn() {
            return sleeping ? -1 : turns;
        }
    }

    /** Stops the loop and closes every channel on it. Waits, bounded, for its end. */
    @Override
    @Deactivate
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            if (!inReactor()) {
                ended.await(JOIN_MILLIS, TimeUnit.MILLISECONDS);
                plugIns.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a thread that goes on without a call. The watchdog's thread. */
    private void relieve(WatchedCall call) {
        new LoopThread(() -> takeOver(call), name).start();
    }

    private void takeOver(WatchedCall call) {
        LoopThread next = (LoopThread) Thread.currentThread();
        if (call.abandon()) {
            thread = next;
            owner = next;
            catchingUp = true;
            plugIns.takeOver(call);
            if (next.here()) {
                run();
            }
        }
    }

    void assertOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("called on thread " + Thread.currentThread().getName()
                    + ", but only reactor " + name + " may");
        }
    }

    private void run() {
        boolean here = true;
        try {
            while (here && !stopping) {
                here = turn();
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.log(Level.ERROR, "event=reactor.failed reactor=" + name, e);
        }
        if (here) {
            stopping = true;
            closeAll();
            ended.countDown();
        }
    }

    /** False when the loop went on without this thread. */
    private boolean turn() throws IOException {
        clockStale = true;
        turns++;
        select();
        readClock();
        LoopThread self = (LoopThread) Thread.currentThread();
        return runTasks(self) && (catchingUp || runTimers(self)) && endTurn(self);
    }

    private boolean endTurn(LoopThread self) {
        catchingUp = false;
        for (int round = 0; round < ROUNDS_PER_TURN_MAX; round++) {
            if (!runTurnEnds(self)) {
                return false;
            }
            if (!plugIns.isEmpty()) {
                if (!plugIns.makeCalls()) {
                    return false;
                }
            } else if (turnEnds.isEmpty()) {
                return true;
            }
        }
        return true;
    }

    private void select() throws IOException {
        boolean idle = turnEnds.isEmpty() && turnEndsRunning.isEmpty() && plugIns.isEmpty();
        long waitNanos = idle ? timers.untilNextNanos(System.nanoTime()) : 0;
        sleeping = true;
        if (waitNanos == 0 || !tasks.isEmpty() || stopping) {
            selector.selectNow(ready);
        } else if (waitNanos == Long.MAX_VALUE) {
            selector.select(ready);
        } else {
            selector.select(ready, waitNanos / NANOS_PER_MILLI + 1);
        }
        sleeping = false;
    }

    private void readClock() {
        if (clockStale) {
            clockStale = false;
            nowNanos = System.nanoTime();
        }
    }

    private void handle(SelectionKey key) {
        readClock();
        try {
            ((ChannelHandler) key.attachment()).ready(key);
        } catch (CancelledKeyException e) {
            // closed by a handler that ran earlier in this turn
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "event=reactor.handler_failed channel=" + key.channel(), e);
            closeQuietly(key);
        }
    }

    private boolean runTasks(LoopThread self) {
        Runnable task;
        for (int i = 0; i < TASKS_PER_TURN_MAX && (task = tasks.poll()) != null; i++) {
            guarded(task);
            if (!self.here()) {
                return false;
            }
        }
        return true;
    }

    private boolean runTimers(LoopThread self) {
        TimerHeap.LoopTimer due;
        while ((due = timers.pollDue(nowNanos)) != null) {
            runTimer(due);
            if (!self.here()) {
                return false;
            }
        }
        return true;
    }

    /** First what a thread left that was lost. */
    private boolean runTurnEnds(LoopThread self) {
        if (turnEndsRunning.isEmpty()) {
            ArrayList<TurnEnd> batch = turnEnds;
            turnEnds = turnEndsRunning;
            turnEndsRunning = batch;
        }
        while (turnEndAt < turnEndsRunning.size()) {
            runTurnEnd(turnEndsRunning.get(turnEndAt++));
            if (!self.here()) {
                return false;
            }
        }
        turnEndsRunning.clear();
        turnEndAt = 0;
        return true;
    }

    private static void runTurnEnd(TurnEnd work) {
        try {
            work.turnEnded();
        } catch (RuntimeException | Error e) {
            failed("event=reactor.turn_end_failed", e);
        }
    }

    private static void runTimer(TimerHeap.LoopTimer timer) {
        try {
            timer.run();
        } catch (RuntimeException | Error e) {
            failed("event=reactor.timer_failed", e);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failed("event=reactor.task_failed", e);
        }
    }

    private static void failed(String event, Throwable thrown) {
        if (!(thrown instanceof ThreadAbandoned)) {
            LOG.log(Level.ERROR, event, thrown);
        }
    }

    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key);
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "event=reactor.close_failed", e);
        }
    }

    private static void closeQuietly(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "event=reactor.close_failed channel=" + key.channel(), e);
        }
    }
}

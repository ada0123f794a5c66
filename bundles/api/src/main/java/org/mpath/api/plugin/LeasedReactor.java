package org.mpath.api.plugin;

import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.PlugInCall;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.TurnEnd;

/**
 * A reactor as a plug-in gets it, for as long as the plug-in is leased: {@link #sever} leaves it no timer and no task of the
 * plug-in. One for all paths that are leased together, so that the plug-in may share what it knows by reactor. Reactor thread,
 * but for {@link #execute}, {@link #inReactor} and {@link #name}.
 */
public final class LeasedReactor implements Reactor {
    private final Reactor reactor;
    private Supplier<PlugInCaller> callers;
    private final Set<LeasedTimer> armed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BufferPool buffers = new LeasedBuffers();
    private boolean severed;

    /**
     * Makes one.
     *
     * @param callers says, when the plug-in makes a timer or posts a task, through whom that is to be called
     */
    public LeasedReactor(Reactor reactor, Supplier<PlugInCaller> callers) {
        this.reactor = reactor;
        this.callers = callers;
    }

    /** Whether a timer of the plug-in is armed. */
    public boolean waits() {
        return !armed.isEmpty();
    }

    /** Cuts the plug-in off: nothing of it is called any more. */
    public void sever() {
        severed = true;
        callers = () -> call -> {}; // the lessor is not to be reached through what the plug-in still has
        Set.copyOf(armed).forEach(LeasedTimer::cancel);
    }

    private void call(PlugInCaller caller, Runnable plugIn) {
        caller.run(() -> !severed, plugIn);
    }

    /** Does what a plug-in asks for: {@link Reactor#serve}. */
    void serve(Runnable work) {
        reactor.serve(() -> {
            work.run();
            return null;
        });
    }

    /** A timer of the plug-in; the reactor knows of it only while it is armed. */
    private final class LeasedTimer implements ReactorTimer {
        private final Runnable action;
        private final PlugInCaller caller = callers.get();
        private final ReactorTimer timer = reactor.timer(this::fired);
        /** It fired, and its action is still to run. */
        private boolean due;

        LeasedTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            serve(() -> {
                if (!severed) {
                    due = false;
                    timer.arm(delayNanos);
                    armed.add(this);
                }
            });
        }

        @Override
        public void cancel() {
            serve(() -> {
                due = false;
                timer.cancel();
                armed.remove(this);
            });
        }

        @Override
        public boolean armed() {
            return timer.armed();
        }

        private void fired() {
            due = true;
            caller.run(this::begins, action);
        }

        /** Whether the action runs now: it was not cancelled, nor the timer armed anew, since it fired. */
        private boolean begins() {
            if (!due) {
                return false;
            }
            due = false;
            armed.remove(this);
            return true;
        }
    }

    /** The pool, for a plug-in. */
    private final class LeasedBuffers implements BufferPool {
        @Override
        public int maxBytes() {
            return reactor.serve(() -> reactor.buffers().maxBytes());
        }

        @Override
        public ByteBuffer acquire(int bytes) {
            return reactor.serve(() -> reactor.buffers().acquire(bytes));
        }

        @Override
        public void release(ByteBuffer buffer) {
            serve(() -> reactor.buffers().release(buffer));
        }
    }

    @Override
    public ReactorTimer timer(Runnable action) {
        return reactor.serve(() -> new LeasedTimer(action));
    }

    @Override
    public void execute(Runnable task) {
        serve(() -> {
            PlugInCaller caller = callers.get();
            reactor.execute(() -> call(caller, task));
        });
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        serve(() -> {
            PlugInCaller caller = callers.get();
            reactor.atTurnEnd(() -> call(caller, work::turnEnded));
        });
    }

    @Override
    public <A> void call(PlugInCall<A> call) {
        throw new UnsupportedOperationException("a plug-in calls no plug-ins");
    }

    @Override
    public <T> T serve(Supplier<T> work) {
        return reactor.serve(work);
    }

    @Override
    public SelectionKey register(SelectableChannel channel, int interestOps, ChannelHandler handler) {
        throw new UnsupportedOperationException("a plug-in talks to its array through its paths alone");
    }

    @Override
    public String name() {
        return reactor.name();
    }

    @Override
    public boolean inReactor() {
        return reactor.inReactor();
    }

    @Override
    public long nanoTime() {
        return reactor.nanoTime();
    }

    @Override
    public BufferPool buffers() {
        return buffers;
    }
}

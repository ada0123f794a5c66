package org.mpath.api.io;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One thread that owns maps end to end: their paths' sessions, their engine, their exports' connections.
 *
 * <p>All methods but {@link #execute}, {@link #inReactor} and {@link #name} are for that thread only and assert it.
 * Nothing that runs here may block.
 */
@ProviderType
public interface Reactor {
    /** The reactor's name, also the name of its thread. */
    String name();

    /** Whether the calling thread is the reactor's. */
    boolean inReactor();

    /**
     * Runs {@code task} on the reactor, in order of arrival. Any thread. Runs later even when called on the reactor.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the reactor has stopped or its queue is full
     */
    void execute(Runnable task);

    /** Monotonic nanoseconds, read once per turn of the loop. */
    long nanoTime();

    /** Makes a timer that is not armed. Arming and cancelling allocate nothing. */
    ReactorTimer timer(Runnable action);

    /**
     * Registers a non-blocking channel with this reactor's selector. The caller keeps the key, changes its interest set
     * and cancels it by closing the channel.
     */
    SelectionKey register(SelectableChannel channel, int interestOps, ChannelHandler handler) throws IOException;

    /**
     * Asks for one call of {@code work} when everything that is ready in this turn has been handled. Used to write what
     * a turn produced with one gathering write. Queue yourself once until you are called.
     */
    void atTurnEnd(TurnEnd work);

    /** The reactor's pool of direct, page-aligned buffers. */
    BufferPool buffers();

    /**
     * Calls code of a plug-in: later, in order, as an event of its own. One that does not end costs everybody else time, and
     * nothing more: when it ignores its interrupt the reactor leaves its thread to it and goes on on another one, to which
     * {@link #inReactor} applies from then on. A reactor that has no such means calls it as any task.
     */
    default <A> void call(PlugInCall<A> call) {
        execute(() -> {
            if (call.begin()) {
                call.ended(call.run(), null);
            }
        });
    }

    /**
     * Does work of the runtime that a plug-in asks for in a call: it is not interrupted, and the reactor is not taken from its
     * thread meanwhile. Any thread.
     *
     * @throws IllegalStateException when the calling thread's call of a plug-in took too long: nothing is done for it any more
     */
    default <T> T serve(Supplier<T> work) {
        return work.get();
    }

    /**
     * Has calls watched that are made below others. The work that they are part of must be an event of the loop (a task, a
     * timer, work of a turn's end, the end of a {@link #call}), with nothing else left to do in it that others need: when one
     * does not end the reactor goes on without all of it. Any thread.
     *
     * @param calls those that are watched from now on, in place of others; null for none
     */
    default void watch(NestedCalls calls) {}

    /**
     * A call of {@link #watch} has returned. Costs one look at a field.
     *
     * @return null; or, when it took too long, a clause for people: it counts as misbehaviour then
     * @throws ThreadAbandoned when the reactor went on on another thread meanwhile
     */
    default String returned() {
        return null;
    }
}

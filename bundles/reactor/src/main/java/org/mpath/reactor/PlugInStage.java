package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.mpath.api.io.NestedCalls;
import org.mpath.api.io.PlugInCall;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.reactor.WatchedCall.End;

/**
 * Makes the calls of plug-ins on one reactor, each straight from the loop: a thread that a plug-in keeps has nothing else to do
 * any more, so that another one can go on. Reactor thread.
 */
final class PlugInStage implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.reactor");

    private final Queue<PlugInCall<?>> waiting = new ArrayDeque<>();
    private final AbandonedThreads abandoned = new AbandonedThreads();
    private final Watchdog watchdog;

    /**
     * No call yet.
     *
     * @param loop whose calls they are
     * @param relief starts a thread that is to call {@link #takeOver}
     */
    PlugInStage(LoopWatch.Loop loop, Consumer<WatchedCall> relief, String name) {
        watchdog = new Watchdog(loop, relief, name);
        watchdog.start();
    }

    /** Has calls watched that are made in the middle of other work. Any thread. */
    void watch(NestedCalls calls) {
        watchdog.watchNested(calls);
    }

    /**
     * A thread that was found in such a call has returned from it.
     *
     * @return null; or a clause for people when it took too long
     */
    String returned(LoopThread thread, WatchedCall call) {
        End end = call.end();
        if (end == End.ABANDONED) {
            thread.lose();
            throw new ThreadAbandoned(call.words());
        }
        thread.foundIn(null);
        return end == End.LATE ? call.call().what() + " took longer than " + call.call().limitMillis() + " ms" : null;
    }

    /** Makes a call when the loop gets to it. */
    void add(PlugInCall<?> call) {
        waiting.add(call);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Makes the calls that wait now, not those that they bring.
     *
     * @return false when the reactor went on without this thread, which must not touch anything any more
     */
    boolean makeCalls() {
        boolean here = true;
        for (int left = waiting.size(); here && left > 0; left--) {
            here = guarded(waiting.poll());
        }
        return here;
    }

    private boolean guarded(PlugInCall<?> call) {
        try {
            return make(call);
        } catch (RuntimeException | Error e) {
            boolean here = ((LoopThread) Thread.currentThread()).here();
            if (here) {
                LOG.log(Level.ERROR, "event=reactor.plugin_call_failed call=\"" + call.what() + '"', e);
            }
            return here;
        }
    }

    private <A> boolean make(PlugInCall<A> call) {
        if (!call.begin()) {
            return true;
        }
        String refusal = abandoned.refusal(call.bundle());
        if (refusal != null) {
            call.refused(call.what() + " is not called: " + refusal);
            return true;
        }
        LoopThread thread = (LoopThread) Thread.currentThread();
        WatchedCall watched = new WatchedCall(call, thread);
        A answer = null;
        String thrownWords = null;
        thread.makes(watched);
        watchdog.watch(watched);
        try {
            answer = call.run();
        } catch (Throwable thrown) {
            thrownWords = Thrown.words(thrown); // they may be the plug-in's, too
        }
        End end = watched.end();
        if (end == End.ABANDONED) {
            return false;
        }
        watchdog.watch(null);
        thread.makes(null);
        String fault = end == End.LATE
                ? "took longer than " + call.limitMillis() + " ms"
                : thrownWords == null ? null : "threw " + thrownWords;
        call.ended(fault == null ? answer : null, fault == null ? null : call.what() + ' ' + fault);
        return true;
    }

    /**
     * Ends a call that does not end, on the thread that has the reactor now.
     *
     * @param call which was {@linkplain WatchedCall#abandon abandoned}
     */
    void takeOver(WatchedCall call) {
        watchdog.watch(null);
        try {
            abandoned.add(call);
            call.call().ended(null, call.call().what() + " took longer than " + call.call().limitMillis()
                    + " ms and ignored its interrupt: its thread is abandoned");
            LOG.log(Level.ERROR, "event=plugin.abandoned thread=\"" + call.thread().getName() + '"');
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "event=reactor.plugin_call_failed call=\"" + call.call().what() + '"', e);
        }
    }

    @Override
    public void close() {
        watchdog.close();
    }
}

package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.NestedCalls;
import org.mpath.api.io.PlugInCall;

/**
 * Finds out when the thread of a loop stands still in a call that was made in the middle of other work: nobody says when such a
 * call begins, for there are several in each request. A turn of the loop that does not end is looked into, by the stack of its
 * thread. The watchdog's thread.
 *
 * <p>How the two threads agree, without a word of the loop's as long as all is well: the call is put on the thread first
 * ({@link LoopThread#foundIn}), and then its stack is looked at once more. A stack is taken where the virtual machine has
 * brought the thread to a halt; what is found in the call there sees the field when it returns, and the two settle the rest
 * with {@link WatchedCall}. What is found elsewhere may have looked at the field before: nothing is done then.
 */
final class LoopWatch {
    private static final Logger LOG = System.getLogger("org.mpath.watchdog");
    /** Looks one after the other that see the same turn, before the thread is halted to see where it is. */
    private static final int LOOKS_MIN = 2;

    /** What is watched. Any thread. */
    interface Loop {
        /** The thread that runs it. */
        LoopThread thread();

        /** The turn it is in; negative while it waits for channels, or is at their handlers. */
        long turn();
    }

    private final Loop loop;
    private final Escalation escalation;
    /** Null when there are none. */
    private volatile NestedCalls calls;
    private long turn = -1;
    private int looks;
    private long sinceNanos;
    private boolean told;
    /** The call that it stands in; null when none is known. */
    private WatchedCall found;

    LoopWatch(Loop loop, Escalation escalation) {
        this.loop = loop;
        this.escalation = escalation;
    }

    /** Watches for these. Any thread. */
    void watch(NestedCalls watched) {
        calls = watched;
    }

    /**
     * Looks where the loop is.
     *
     * @param elsewhere it is in a call that is an event of its own
     */
    void look(boolean elsewhere, long nowNanos) {
        long now = loop.turn();
        NestedCalls watched = calls;
        boolean settled = found != null && found.settled();
        if (elsewhere || now < 0 || now != turn || watched == null || settled) {
            turn = elsewhere ? -1 : now;
            looks = 0;
            sinceNanos = nowNanos;
            told = false;
            found = null;
        } else if (found != null) {
            escalation.look(found, nowNanos);
        } else if (++looks >= LOOKS_MIN) {
            find(watched, nowNanos);
        }
    }

    /** From now on the call's time runs; a short one that was met by chance ends, and that was all. */
    private void find(NestedCalls watched, long nowNanos) {
        LoopThread thread = loop.thread();
        StackTraceElement[] stack = thread.getStackTrace();
        PlugInCall<?> call = isIn(stack, watched) ? watched.present() : null;
        if (call == null) {
            if (nowNanos - sinceNanos >= TimeUnit.MILLISECONDS.toNanos(watched.limitMillis())) {
                tell(thread, stack);
            }
            return;
        }
        WatchedCall caught = new WatchedCall(call, thread);
        thread.foundIn(caught);
        if (isIn(thread.getStackTrace(), watched) && loop.turn() == turn && loop.thread() == thread) {
            found = caught;
            escalation.look(caught, nowNanos);
        } else {
            thread.foundIn(null);
        }
    }

    /** Whether a plug-in was called: the caller is not what runs, but on the way to it. */
    private static boolean isIn(StackTraceElement[] stack, NestedCalls watched) {
        for (int i = 1; i < stack.length; i++) {
            if (stack[i].getClassName().equals(watched.caller())) {
                return true;
            }
        }
        return false;
    }

    /** It is nobody's fault that is known here; once a turn. */
    private void tell(LoopThread thread, StackTraceElement[] stack) {
        if (!told) {
            told = true;
            LOG.log(Level.WARNING, "event=reactor.stands_still thread=" + thread.getName() + " stack=\""
                    + Escalation.words(stack) + '"');
        }
    }
}

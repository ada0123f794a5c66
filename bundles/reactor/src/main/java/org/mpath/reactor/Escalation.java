package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is done about a call that takes too long: an interrupt, and after as long again relief. The watchdog's thread. */
final class Escalation {
    private static final Logger LOG = System.getLogger("org.mpath.watchdog");
    private static final int FRAMES_MAX = 24;

    private final Consumer<WatchedCall> relief;
    /** The call of the last look, and since when it is what it is: under way, or interrupted. */
    private WatchedCall seen;

    private boolean interrupted;
    private boolean relieved;
    private long sinceNanos;

    /** @param relief starts a thread that takes over; throws nothing, but an error when there can be none */
    Escalation(Consumer<WatchedCall> relief) {
        this.relief = relief;
    }

    /** A call is under way; or none is: null. */
    void look(WatchedCall now, long nowNanos) {
        if (now != seen) {
            begin(now, nowNanos);
        } else if (now != null && !relieved && nowNanos - sinceNanos >= now.limitNanos()) {
            if (interrupted) {
                relief.accept(now);
                relieved = true;
            } else {
                interrupt(now, nowNanos);
            }
        }
    }

    private void begin(WatchedCall now, long nowNanos) {
        seen = now;
        sinceNanos = nowNanos;
        interrupted = false;
        relieved = false;
    }

    private void interrupt(WatchedCall call, long nowNanos) {
        StackTraceElement[] stack = call.thread().getStackTrace();
        interrupted = call.interrupt();
        sinceNanos = interrupted ? nowNanos : sinceNanos;
        if (interrupted) {
            LOG.log(Level.ERROR, "event=plugin.blocks thread=" + call.thread().getName() + " call=\"" + call.words()
                    + "\" limit_millis=" + call.call().limitMillis() + " stack=\"" + words(stack) + '"');
        }
    }

    static String words(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .limit(FRAMES_MAX)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }
}

package org.mpath.discovery;

import java.util.List;
import org.mpath.config.PathSettings.Looking;

/**
 * Who looks at a path. Immutable; holds nothing of a plug-in itself.
 *
 * @param checker its checker checks; null for TEST UNIT READY
 * @param prioritizer its prioritizer ranks; null when nobody tells paths apart
 * @param looking the names they were found by, and what they are told
 */
record Crew(LeasedPlugIn checker, LeasedPlugIn prioritizer, Looking looking) {
    /** No plug-in. */
    static final Crew NONE = new Crew(null, null, new Looking("", "", List.of(), 0, false));

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Whether a plug-in is asked for anything. */
    boolean asksPlugIns() {
        return checker != null || prioritizer != null;
    }

    /** Whether the ranks of both mean the same, whichever plug-in says them. */
    boolean ranksAs(Crew other) {
        return (prioritizer == null) == (other.prioritizer == null)
                && looking.prioritizer().equals(other.looking.prioritizer())
                && looking.arguments().equals(other.looking.arguments());
    }

    /** How long each of them may take. */
    long limitNanos(CheckTimes times) {
        return looking.timeoutSeconds() > 0 ? looking.timeoutSeconds() * NANOS_PER_SECOND : times.checkTimeoutNanos();
    }
}

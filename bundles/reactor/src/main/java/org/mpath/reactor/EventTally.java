package org.mpath.reactor;

import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapTotals;

/** Counts what happens to a map, by its events. The reactor counts, anybody reads. */
final class EventTally {
    /** How the engine's reason begins when I/O waits for a path; it fails otherwise. */
    private static final String WAITS = "I/O waits";

    /**
     * What was counted.
     *
     * @param totals without the wait that goes on
     * @param noPath no path is usable
     * @param waiting I/O waits for one
     * @param sinceNanos since when it does
     */
    private record Counted(MapTotals totals, boolean noPath, boolean waiting, long sinceNanos) {
        MapTotals asOf(long nowNanos) {
            long waitedMillis = waiting ? (nowNanos - sinceNanos) / 1_000_000 : 0;
            return new MapTotals(totals.pathFailures(), totals.groupSwitches(), totals.tableLoads(),
                    totals.queueingMillis() + waitedMillis, totals.queueTimeouts(), totals.noPathFailures());
        }

        /** The next state; a wait that ended is in the totals. */
        Counted with(Kind kind, boolean nextNoPath, boolean waits, long nowNanos) {
            MapTotals before = waits ? totals : asOf(nowNanos);
            boolean fails = kind == Kind.MAP_NO_PATH && !waits;
            MapTotals after = new MapTotals(
                    before.pathFailures() + one(kind == Kind.PATH_FAILED),
                    before.groupSwitches() + one(kind == Kind.GROUP_SWITCHED),
                    before.tableLoads() + one(kind == Kind.MAP_RELOADED),
                    before.queueingMillis(),
                    before.queueTimeouts() + one(fails && waiting),
                    before.noPathFailures() + one(fails));
            return new Counted(after, nextNoPath, waits, waiting && waits ? sinceNanos : nowNanos);
        }

        private static int one(boolean counts) {
            return counts ? 1 : 0;
        }
    }

    private volatile Counted counted = new Counted(MapTotals.ZERO, false, false, 0);

    /** Counts an event. Reactor thread. */
    void count(MapEvent event, long nowNanos) {
        Counted before = counted;
        counted = switch (event.kind()) {
            case MAP_NO_PATH -> before.with(event.kind(), true, event.reason().startsWith(WAITS), nowNanos);
            case MAP_RECOVERED -> before.with(event.kind(), false, false, nowNanos);
            case QUEUEING_CHANGED -> before.with(
                    event.kind(), before.noPath(), before.noPath() && event.to().equals("on"), nowNanos);
            default -> before.with(event.kind(), before.noPath(), before.waiting(), nowNanos);
        };
    }

    /** The totals as of now. Any thread. */
    MapTotals totals(long nowNanos) {
        return counted.asOf(nowNanos);
    }
}

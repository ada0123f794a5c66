package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapTotals;

/** Totals by events: their numbers alone, and those of a real map. */
class EventTallyTest {
    private final EventTally tally = new EventTally();

    private EventTallyTest after(long millis, Kind kind, String to, String reason) {
        tally.count(new MapEvent(1, 0, kind, "m", "", "", to, reason), millis * 1_000_000);
        return this;
    }

    private MapTotals totals(long millis) {
        return tally.totals(millis * 1_000_000);
    }

    @Test
    void countsFailuresSwitchesAndTables() {
        after(0, Kind.MAP_RELOADED, "", "").after(1, Kind.PATH_FAILED, "", "").after(2, Kind.PATH_FAILED, "", "")
                .after(3, Kind.GROUP_SWITCHED, "", "").after(4, Kind.PATH_REINSTATED, "", "");
        assertThat(totals(9)).isEqualTo(new MapTotals(2, 1, 1, 0, 0, 0));
    }

    @Test
    void ioWaitsUntilAPathIsBack() {
        after(1000, Kind.MAP_NO_PATH, "", "I/O waits");
        assertThat(totals(1700).queueingMillis()).as("while it waits").isEqualTo(700);
        after(3000, Kind.MAP_RECOVERED, "", "");
        after(5000, Kind.MAP_NO_PATH, "", "I/O waits").after(5500, Kind.MAP_RELOADED, "", "");
        after(6000, Kind.MAP_RECOVERED, "", "");
        assertThat(totals(9000)).isEqualTo(new MapTotals(0, 0, 1, 3000, 0, 0));
    }

    @Test
    void ioThatWaitsInVainOrNotAtAllFails() {
        after(1000, Kind.MAP_NO_PATH, "", "I/O waits").after(4000, Kind.MAP_NO_PATH, "", "I/O fails: no usable path for 3 s");
        assertThat(totals(9000)).isEqualTo(new MapTotals(0, 0, 0, 3000, 1, 1));
        after(9000, Kind.MAP_RECOVERED, "", "").after(9500, Kind.MAP_NO_PATH, "", "I/O fails");
        assertThat(totals(9999)).isEqualTo(new MapTotals(0, 0, 0, 3000, 1, 2));
    }

    @Test
    void queueingIsSwitchedWhileThereIsNoPath() {
        after(0, Kind.QUEUEING_CHANGED, "on", "");
        assertThat(totals(500).queueingMillis()).as("there are paths").isZero();
        after(1000, Kind.MAP_NO_PATH, "", "I/O waits").after(2000, Kind.QUEUEING_CHANGED, "off", "");
        assertThat(totals(5000).queueingMillis()).isEqualTo(1000);
        after(5000, Kind.QUEUEING_CHANGED, "on", "");
        assertThat(totals(6000).queueingMillis()).isEqualTo(2000);
    }

    @Test
    void aMapShowsItsTotals() {
        try (PlaneRig rig = new PlaneRig("hand:a", "hand:b").map()) {
            long loads = rig.plane.stateOf(PlaneRig.MAP).totals().tableLoads();
            assertThat(loads).isPositive();
            rig.plane.message(PlaneRig.MAP, "fail_if_no_path");
            rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
            rig.plane.message(PlaneRig.MAP, "fail_path hand:b");
            assertThat(rig.plane.stateOf(PlaneRig.MAP).totals()).isEqualTo(new MapTotals(2, 0, loads, 0, 0, 1));
            rig.plane.message(PlaneRig.MAP, "queue_if_no_path");
            rig.plane.message(PlaneRig.MAP, "reinstate_path hand:a");
            assertThat(rig.plane.stateOf(PlaneRig.MAP).totals())
                    .isEqualTo(rig.plane.maps().get(0).totals())
                    .extracting(MapTotals::pathFailures, MapTotals::noPathFailures).containsExactly(2L, 1L);
        }
    }

    /** With the words of the real engine. */
    @Test
    void aMapThatQueuesCountsTheTimeItWaits() {
        try (PlaneRig rig = new PlaneRig("hand:a").map()) {
            rig.plane.message(PlaneRig.MAP, "queue_if_no_path");
            rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
            assertThat(rig.plane.stateOf(PlaneRig.MAP).totals().noPathFailures()).isZero();
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (rig.plane.stateOf(PlaneRig.MAP).totals().queueingMillis() == 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(rig.plane.stateOf(PlaneRig.MAP).totals().queueingMillis()).isPositive();
        }
    }
}

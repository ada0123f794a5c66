package org.mpath.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapTotals;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.DeviceNodes;

/** What the first multipath-tools printed. */
class LegacyListTest {
    private static DiscoveredPath path(String name, String wwid, CheckerState checker) {
        return new DiscoveredPath(name, "lab", "P", Character.getNumericValue(name.charAt(0)), "HP", "HSV110", wwid,
                wwid.isEmpty() ? "" : "m" + wwid, checker, "", 1, -1, "", wwid.isEmpty() ? "VPD page 83h is empty" : "");
    }

    private static MapState map(String wwid, long loads) {
        return new MapState("m" + wwid, new LogicalUnit(wwid, "HP", "HSV110", "", "", 512, 2048, UnitLimits.NONE),
                MapState.Condition.ACTIVE, List.of(), "", List.of(), 0, 0, 0, IoCounters.ZERO,
                new MapTotals(0, 0, loads, 0, 0, 0));
    }

    private static String table(String... paths) {
        return "0 2048 multipath 0 0 1 1 round-robin 0 " + paths.length + " 1 " + String.join(" 1 ", paths) + " 1";
    }

    @Test
    void everyPathHasItsIdentityItsPlaceAndWhetherItIsReady() {
        LegacyList list = new LegacyList(
                List.of(path("0a", "36", CheckerState.UP), path("1b", "36", CheckerState.DOWN),
                        path("2c", "", CheckerState.UP), path("3d", "36", CheckerState.REMOVED)), List.of(), Map.of());
        assertThat(list.paths()).containsExactly(
                "36 (# # # 0) 0a op:1 0a [HSV110]", "36 (# # # 1) 1b op:0 1b [HSV110]", "- (# # # 2) 2c op:1 2c [HSV110]");
    }

    @Test
    void aDiskOfThisHostHasItsAddressAndItsNodesAndIsKnownInTablesByItsNumbers() {
        List<DiscoveredPath> paths = List.of(disk("sdb", 16, CheckerState.UP), disk("sdc", 32, CheckerState.DOWN));
        LegacyList list = new LegacyList(paths, List.of(map("36", 1)), Map.of("m36", table("8:16", "8:32")));
        assertThat(list.paths()).containsExactly("36 (1 0 0 4) /dev/sg3 op:1 /dev/sdb [HSV110]",
                "36 (1 0 0 4) /dev/sg3 op:0 /dev/sdc [HSV110]");
        assertThat(list.tables()).containsExactly("N|36 : " + table("8:16"));
    }

    private static DiscoveredPath disk(String block, int minor, CheckerState checker) {
        return new DiscoveredPath("sg:1:0:0/4:" + block, "sg", "P", 4, "HP", "HSV110", "36", "m36", checker, "", 1, -1, "", "",
                "", "", 0, false, new DeviceNodes(block, 8, minor, "sg3", "1:0:0:4", "", 0, List.of()), "");
    }

    /** Row 032: 8 paths, 3 identities, 2 without: sizes 3, 2, 1; row 033: the only path of a unit in the last place. */
    @Test
    void pathsOfOneIdentityAreOneUnitAndTheLastPathIsNotLost() {
        List<DiscoveredPath> paths = new ArrayList<>();
        for (String wwid : List.of("A", "", "B", "A", "B", "", "A", "C")) {
            paths.add(path(paths.size() + "p", wwid, CheckerState.UP));
        }
        assertThat(new LegacyList(paths, List.of(), Map.of()).units()).containsExactly(
                "A", " \\_(# # # 0) 0p op:1 0p [HSV110]", " \\_(# # # 3) 3p op:1 3p [HSV110]", " \\_(# # # 6) 6p op:1 6p [HSV110]",
                "B", " \\_(# # # 2) 2p op:1 2p [HSV110]", " \\_(# # # 4) 4p op:1 4p [HSV110]",
                "C", " \\_(# # # 7) 7p op:1 7p [HSV110]");
    }

    /** Row 034: one of three is stale, and then all. */
    @Test
    void stalePathsAreInNoTableAndAUnitWithoutALivePathHasNoMap() {
        List<DiscoveredPath> paths = List.of(path("0a", "36", CheckerState.UP), path("1b", "36", CheckerState.DOWN),
                path("2c", "36", CheckerState.GHOST), path("3d", "37", CheckerState.TIMEOUT));
        LegacyList list = new LegacyList(paths, List.of(map("36", 1), map("37", 1)),
                Map.of("m36", table("0a", "1b", "2c"), "m37", table("3d")));
        assertThat(list.units()).containsExactly(
                "36", " \\_(# # # 0) 0a op:1 0a [HSV110]", " \\_(# # # 2) 2c op:1 2c [HSV110]");
        assertThat(list.tables()).containsExactly("N|36 : " + table("0a", "2c"), "# 37: no live path, no map");
    }

    /** Row 035. */
    @Test
    void aMapThatWasMadeIsNewAndOneThatWasLoadedAgainIsUpdated() {
        List<DiscoveredPath> paths = List.of(path("0a", "36", CheckerState.UP), path("1b", "36", CheckerState.UP));
        Map<String, String> tables = Map.of("m36", table("0a", "1b"));
        assertThat(new LegacyList(paths, List.of(map("36", 1)), tables).tables())
                .containsExactly("N|36 : 0 2048 multipath 0 0 1 1 round-robin 0 2 1 0a 1 1b 1");
        assertThat(new LegacyList(paths, List.of(map("36", 2)), tables).tables())
                .containsExactly("U|36 : 0 2048 multipath 0 0 1 1 round-robin 0 2 1 0a 1 1b 1");
    }

    @Test
    void aDryRunShowsEveryTableAndWhyAPathIsInNone() {
        List<DiscoveredPath> paths = List.of(path("0a", "36", CheckerState.UP), path("1b", "36", CheckerState.DOWN),
                path("2c", "", CheckerState.UP), path("3d", "", CheckerState.REMOVED));
        LegacyList list = new LegacyList(paths, List.of(map("36", 1), map("38", 1)), Map.of("m36", table("0a", "1b")));
        assertThat(list.dryRun()).containsExactly(
                "U|36 : " + table("0a", "1b"), "# m38: did not tell its table", "# 2c: VPD page 83h is empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {
        "0 8 multipath 1 f 2 h 1 2 2 rr 1 x 1 1 a 1 rr 0 2 2 b 1 2 c 3 4; bc; 0 8 multipath 1 f 2 h 1 1 1 rr 0 2 2 b 1 2 c 3 4",
        "0 8 multipath 0 0 2 2 rr 0 1 1 a 1 rr 0 2 1 b 1 c 1; ac; 0 8 multipath 0 0 2 2 rr 0 1 1 a 1 rr 0 1 1 c 1",
        "0 8 multipath 0 0 2 1 rr 0 1 1 a 1 rr 0 1 1 b 1; b; 0 8 multipath 0 0 1 1 rr 0 1 1 b 1",
        "0 8 multipath 0 0 1 1 rr 0 1 1 a 1; x; ''", "0 8 multipath 0 0 0 0; x; ''", "nonsense; x; ''",
        "0 8 multipath 0 0 1 1 rr 0 9 1 a 1; a; ''"
    })
    void aTableLosesItsStalePathsAndItsEmptyGroups(String table, String live, String left) {
        assertThat(LiveTable.of(table, live::contains)).isEqualTo(left);
    }
}

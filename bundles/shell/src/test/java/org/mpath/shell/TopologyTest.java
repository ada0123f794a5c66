package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

class TopologyTest {
    private static final Map<String, DiscoveredPath> DISCOVERED =
            Sample.discovered().stream().collect(Collectors.toMap(DiscoveredPath::name, path -> path));

    private static Topology topology(int columns, boolean colour) {
        return new Topology(new Screen(System.out, columns, colour), DISCOVERED, Map.of());
    }

    @Test
    void drawsAMapAsMultipathDoes() {
        assertThat(topology(Screen.UNLIMITED, false).lines(Sample.degraded()))
                .containsExactly(
                        "mpatha (3600a0980000000000000000000000001) MPATH,LAB",
                        "size=64M features='1 queue_if_no_path' hwhandler='1 sym' wp=rw state=degraded",
                        "`-+- policy='round-robin 0' prio=1 status=active",
                        "  |- lab:A0/0 active ready running",
                        "  `- lab:B0/0 failed faulty running: port B0 is cut");
    }

    @Test
    void drawsSeveralGroupsWithTheirStem() {
        PathState one = Sample.path("lab:A0/0", PathState.State.ACTIVE, "");
        PathState two = Sample.path("lab:unknown/0", PathState.State.ACTIVE, "");
        MapState map = new MapState(
                "m", Sample.unit(), MapState.Condition.ACTIVE, List.of(), "",
                List.of(
                        new GroupState(1, GroupState.State.ACTIVE, "round-robin", List.of(one)),
                        new GroupState(2, GroupState.State.ENABLED, "queue-length", List.of(two))),
                0, 0, 0, IoCounters.ZERO);
        assertThat(topology(Screen.UNLIMITED, false).lines(map))
                .endsWith(
                        "size=64M features='0' hwhandler='0' wp=rw state=active",
                        "|-+- policy='round-robin 0' prio=1 status=active",
                        "| `- lab:A0/0      active ready running",
                        "`-+- policy='queue-length 0' prio=undef status=enabled",
                        "  `- lab:unknown/0 active undef unknown");
    }

    @Test
    void showsTheMeanPriorityOfTheUsablePathsOfAGroup() {
        List<PathState> paths = List.of(
                Sample.path("lab:A0/0", PathState.State.ACTIVE, ""),
                Sample.path("lab:A1/0", PathState.State.ACTIVE, ""),
                Sample.path("lab:B0/0", PathState.State.FAILED, ""));
        Map<String, DiscoveredPath> known = Map.of(
                "lab:A0/0", ranked("lab:A0/0", CheckerState.UP, 50),
                "lab:A1/0", ranked("lab:A1/0", CheckerState.GHOST, 11),
                "lab:B0/0", ranked("lab:B0/0", CheckerState.DOWN, 7));
        MapState map = Sample.map("m", MapState.Condition.ACTIVE, paths);
        assertThat(new Topology(new Screen(System.out, Screen.UNLIMITED, false), known, Map.of()).lines(map))
                .contains("`-+- policy='round-robin 0' prio=30 status=active");
    }

    private static DiscoveredPath ranked(String name, CheckerState checker, int priority) {
        return new DiscoveredPath(name, "lab", "A0", 0, "MPATH", "LAB", Sample.WWID, "m", checker, "alua", priority, 1,
                "active/optimized", "");
    }

    @Test
    void cutsLinesAtTheTerminalsWidth() {
        assertThat(topology(40, false).lines(Sample.degraded()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40))
                .last()
                .isEqualTo("  `- lab:B0/0 failed faulty running: ...");
    }

    @Test
    void coloursStatesOnly() {
        assertThat(topology(Screen.UNLIMITED, true).lines(Sample.degraded()))
                .last()
                .isEqualTo("  `- lab:B0/0 \u001b[31mfailed\u001b[m \u001b[31mfaulty\u001b[m running: port B0 is cut");
    }

    @Test
    void neverPrintsControlCharactersOfATarget() {
        MapState map = Sample.map(
                "mpatha", MapState.Condition.DEGRADED,
                List.of(Sample.path("lab:A0/0", PathState.State.FAILED, "target said \u001b]0;gotcha\u0007")));
        assertThat(String.join("\n", topology(Screen.UNLIMITED, false).lines(map)))
                .contains("target said ?]0;gotcha?")
                .doesNotContain("\u001b", "\u0007");
    }
}

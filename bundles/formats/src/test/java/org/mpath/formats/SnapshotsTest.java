package org.mpath.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.path.DeviceNodes;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapTotals;
import org.mpath.api.map.PathState;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.DeviceNodes;

/** The lines that snapshots make. */
class SnapshotsTest {
    private static final String WWID = "36024d5091dc1ebb40000012659610000";
    private static final String PORTAL = "127.0.0.1:3260,1,iqn.2026-11.org.example:t1";
    private static final String BLANKS = " ".repeat(("iscsi:" + PORTAL).length() - "lab:B0".length());
    private static final UnitLimits LIMITS = new UnitLimits(2048, 0, false, 0, false, false, 0, false, false, true);
    private static final MapPolicy FOR_EVER = MapPolicy.DEFAULT.with("no_path_timeout", "0");

    private static DiscoveredPath discovered(String name, String port, String map, CheckerState checker, int priority, int group) {
        return new DiscoveredPath(name, name.substring(0, name.indexOf(':')), port, 256, "SIM", "DISK", WWID, map, checker,
                "alua", priority, group, "", "", "0001", "SN1", 2L << 30, group == 2);
    }

    private static MapState map(MapState.Condition condition, List<String> features) {
        LogicalUnit unit = new LogicalUnit(WWID, "SIM", "DISK", "0001", "SN1", 512, 4 << 20, LIMITS);
        return new MapState("mpatha", unit, condition, features, "alua",
                List.of(
                        new GroupState(1, GroupState.State.ACTIVE, "service-time", List.of(
                                path("iscsi:" + PORTAL + "/256", PathState.State.ACTIVE, 0))),
                        new GroupState(2, GroupState.State.ENABLED, "queue-length", List.of(
                                path("lab:B0/256", PathState.State.FAILED, 3), path("lab:B1/256", PathState.State.ACTIVE, 0)))),
                0, 0, 0, IoCounters.ZERO, new MapTotals(3, 1, 2, 7_999, 1, 4));
    }

    private static PathState path(String name, PathState.State state, long failures) {
        return new PathState(name, state, failures, "", 0, 0, IoCounters.ZERO);
    }

    private static final List<DiscoveredPath> DISCOVERED = List.of(
            discovered("iscsi:" + PORTAL + "/256", PORTAL, "mpatha", CheckerState.UP, 50, 1),
            discovered("lab:B0/256", "B0", "mpatha", CheckerState.DOWN, 10, 2),
            discovered("lab:B1/256", "B1", "mpatha", CheckerState.GHOST, 10, 2),
            discovered("lab:C0/256", "C0", "", CheckerState.DOWN, -5, -1));

    private static Snapshots of(MapState map) {
        return new Snapshots(List.of(map), DISCOVERED);
    }

    private static MapLine line(MapState map, MapPolicy policy) {
        return of(map).map(map, List.of(List.of("service-time", "1"), List.of("round-robin")), policy);
    }

    private static final MapState GOOD = map(MapState.Condition.DEGRADED, List.of("queue_if_no_path"));

    @Test
    void aPathIsTheSameWhateverItsTableCallsIt() {
        DeviceNodes nodes = new DeviceNodes("sdb", 8, 16, "sg1", "1:0:0:4", "scsi:fcp", 0, List.of());
        DiscoveredPath path = new DiscoveredPath("sg:1:0:0/4", "sg", "1:0:0", 4, "SIM", "DISK", WWID, "mpatha",
                CheckerState.UP, "alua", 50, 1, "", "", "0001", "SN1", 2L << 30, false, nodes, "");
        MapState byNumbers = new MapState("mpatha", GOOD.unit(), GOOD.condition(), List.of(), "",
                List.of(new GroupState(1, GroupState.State.ACTIVE, "service-time",
                        List.of(path("8:16", PathState.State.ACTIVE, 0)))),
                0, 0, 0, IoCounters.ZERO, new MapTotals(0, 0, 1, 0, 0, 0));
        Snapshots snapshots = new Snapshots(List.of(byNumbers), List.of(path));
        assertThat(snapshots.paths()).hasSize(1);
        assertThat(new Tree(snapshots.paths()).lines(snapshots.map(byNumbers, List.of(), null)).get(3))
                .isEqualTo("  `- 1:0:0:4 sg:1:0:0/4 8:16 active ready running");
    }

    @Test
    void aMapIsATreeInTheirForm() {
        assertThat(new Tree(of(GOOD).paths()).lines(line(GOOD, FOR_EVER))).containsExactly(
                "mpatha (" + WWID + ") undef SIM,DISK",
                "size=2.0G features='1 queue_if_no_path' hwhandler='1 alua' wp=ro",
                "|-+- policy='service-time 1 1' prio=50 status=active",
                "| `- #:#:#:# iscsi:" + PORTAL + "/256 #:# active ready  running",
                "`-+- policy='queue-length 0' prio=10 status=enabled",
                "  |- #:#:#:# lab:B0/256" + BLANKS + " #:# failed faulty running",
                "  `- #:#:#:# lab:B1/256" + BLANKS + " #:# active ghost  running");
    }

    @Test
    void aMapShowsItsTotalsAndWhatItsUnitSays() {
        assertThat(Columns.raw(Format.of("%n|%w|%d|%F|%Q|%N|%r|%t|%S|%f|%x|%h|%A|%0|%1|%2|%3|%4|%s|%v|%p|%e|%G|%g|%k",
                        MapWildcard.class), List.of(line(GOOD, FOR_EVER))))
                .containsExactly("mpatha|" + WWID + "|undef|undef|on|2|ro|active|2.0G|1 queue_if_no_path|4|1 alua||3|1|2|7|1"
                        + "|SIM,DISK|SIM|DISK|0001|--|[undef]|1024");
    }

    @Test
    void everyPathHasALineInAMapOrNot() {
        String format = "%w|%i|%d|%D|%t|%o|%T|%s|%c|%C|%p|%S|%z|%M|%m|%N|%n|%R|%r|%a|%G|%g|%0|%P|%I|%L|%A|%k";
        List<String> lines = Columns.raw(Format.of(format, PathWildcard.class), of(GOOD).paths());
        String unknown = "[undef]|";
        assertThat(lines).hasSize(4).startsWith(
                WWID + "|#:#:#:#|iscsi:" + PORTAL + "/256|#:#|active|running|ready|SIM,DISK,0001|" + unknown + unknown
                        + "50|2.0G|SN1|normal|mpatha|" + unknown + "iqn.2026-11.org.example:t1|" + unknown.repeat(3)
                        + "--|" + unknown + "0|scsi:iscsi|ok|0x4100000000000000|0x0001|n/a");
        assertThat(lines.get(3)).isEqualTo(
                WWID + "|#:#:#:#|lab:C0/256|#:#|undef|unknown|undef|SIM,DISK,0001|" + unknown + "orphan|"
                        + "-1|2.0G|SN1|normal|[orphan]|" + unknown.repeat(5)
                        + "--|" + unknown + "0|scsi:unspec|ok|0x4100000000000000|[undef]|n/a");
    }

    /** Both paths of group 2 are. */
    @Test
    void marginalPathsAndTheirGroupSaySo() {
        assertThat(Columns.raw(Format.of("%M", PathWildcard.class), of(GOOD).paths()))
                .containsExactly("normal", "marginal", "marginal", "normal");
        assertThat(line(GOOD, FOR_EVER).groups()).extracting(group -> group.text(GroupWildcard.MARGINAL))
                .containsExactly("normal", "marginal");
    }

    @Test
    void queueingSaysWhatBecomesOfIoWithoutAPath() {
        MapState failing = map(MapState.Condition.ACTIVE, List.of());
        MapState inVain = map(MapState.Condition.FAILED, List.of("queue_if_no_path"));
        assertThat(line(GOOD, FOR_EVER).text(MapWildcard.QUEUEING)).isEqualTo("on");
        assertThat(line(GOOD, MapPolicy.DEFAULT).text(MapWildcard.QUEUEING)).isEqualTo("30 sec");
        assertThat(line(GOOD, null).text(MapWildcard.QUEUEING)).isEqualTo("-");
        assertThat(line(failing, FOR_EVER).text(MapWildcard.QUEUEING)).isEqualTo("off");
        assertThat(line(inVain, FOR_EVER).text(MapWildcard.QUEUEING)).isEqualTo("off");
        assertThat(line(map(MapState.Condition.SUSPENDED, List.of()), null).text(MapWildcard.STATE)).isEqualTo("suspend");
    }

    @Test
    void aPathThatDiscoveryDoesNotKnowIsShownAsItsMapKnowsIt() {
        Snapshots snapshots = new Snapshots(List.of(GOOD), List.of());
        assertThat(Columns.raw(Format.of("%d %t %T %o %p %m %z", PathWildcard.class), snapshots.paths()))
                .contains("lab:B0/256 failed undef unknown -1 mpatha SN1");
        assertThat(snapshots.map(GOOD, List.of(), null).groups().get(0).text(GroupWildcard.PRIORITY)).isEqualTo("0");
    }

    @Test
    void snapshotsAreJsonInTheirForm() throws IOException {
        Map<String, Object> map = VectorFile.object(VectorFile.object(
                VectorFile.parsed(MapsDocument.of(line(GOOD, FOR_EVER)))).get("map"));
        assertThat(map).containsEntry("paths", 2L).containsEntry("path_faults", 3L).containsEntry("rev", "0001");
        Map<String, Object> group = VectorFile.object(VectorFile.list(map.get("path_groups")).get(1));
        assertThat(group).containsEntry("group", 2L).containsEntry("pri", 10L).containsEntry("dm_st", "enabled");
        assertThat(VectorFile.<Map<String, Object>>list(group.get("paths"))).extracting("chk_st").containsExactly("faulty", "ghost");
    }

    @Test
    void theNameThatAnArrayGaveItsUnitIsThePagesData() {
        DiscoveredPath named = new DiscoveredPath("lab:B0/256", "lab", "B0", 256, "3PARdata", "VV", WWID, "mpatha", CheckerState.UP,
                "alua", 50, 1, "", "", "0001", "SN1", 2L << 30, false, DeviceNodes.NONE, "vol_7");
        MapState map = map(MapState.Condition.ACTIVE, List.of());
        Snapshots snapshots = new Snapshots(List.of(map), List.of(named));
        assertThat(snapshots.map(map, List.of(), FOR_EVER).text(MapWildcard.VPD_PAGE)).isEqualTo("vol_7");
        assertThat(snapshots.paths().get(0).text(PathWildcard.VPD_PAGE)).isEqualTo("vol_7");
    }
}

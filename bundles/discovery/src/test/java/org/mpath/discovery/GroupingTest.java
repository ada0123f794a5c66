package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathRank;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** Tables as a family wants them, and anew when its paths rank differently. */
class GroupingTest {
    private static final int NEVER = -1;

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    private FakePath a0;
    private FakePath a1;
    private FakePath b0;
    private FakePath b1;
    private final FakeFamily family = new FakeFamily("alua").ranksByPort();

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.handlers = List.of("alua");
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        a0 = rig.path("A0", 0, unit);
        a1 = rig.path("A1", 0, unit);
        b0 = rig.path("B0", 0, unit);
        b1 = rig.path("B1", 0, unit);
        optimized("B0", "B1", "A0", "A1");
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    /** The first two ports are optimized, the last two are not. */
    private void optimized(String one, String two, String three, String four) {
        rank(one, 50, one.charAt(0), "active/optimized");
        rank(two, 50, two.charAt(0), "active/optimized");
        rank(three, 10, three.charAt(0), "active/non-optimized");
        rank(four, 10, four.charAt(0), "active/non-optimized");
    }

    private void rank(String port, int priority, int group, String access) {
        family.ranks.put(port, new PathRank(priority, group, access));
    }

    private void start(Grouping grouping, int failbackSeconds) throws Exception {
        family.with(grouping, failbackSeconds);
        start();
    }

    private void start() throws Exception {
        inventory = rig.start();
        rig.bindHandler(family, 1);
        inventory.bindTransport(rig.transport);
        rig.settle();
    }

    private String groups() {
        return rig.plane.table("mpatha").replaceAll(".* alua ", "").replaceAll(" round-robin 0 ", " | ").replaceAll("lab:", "")
                .replaceAll("/0 1", "");
    }

    private void awaitGroups(String groups) {
        Await.until("groups " + groups, () -> groups().equals(groups), this::groups);
    }

    @Test
    void ranksAreKnownBeforeTheFirstTableIsWritten() throws Exception {
        start(Grouping.GROUP_BY_PRIO, NEVER);
        assertThat(groups()).isEqualTo("2 1 | 2 1 B0 B1 | 2 1 A0 A1");
        assertThat(rig.plane.verbs).containsExactly("create mpatha", "load mpatha");
        assertThat(rig.seen(b0).priority()).isEqualTo(50);
        assertThat(rig.seen(b0).access()).isEqualTo("active/optimized");
        assertThat(rig.seen(a0).portGroup()).isEqualTo('A');
    }

    @Test
    void oneGroupWithMultibusAndOneForEveryPathWithFailover() throws Exception {
        rank("A1", 20, 'A', "");
        start(Grouping.FAILOVER, NEVER);
        assertThat(groups()).isEqualTo("4 1 | 1 1 B0 | 1 1 B1 | 1 1 A1 | 1 1 A0");
        family.with(Grouping.MULTIBUS, NEVER);
        start();
        assertThat(groups()).isEqualTo("1 1 | 4 1 A0 A1 B0 B1");
    }

    @Test
    void groupsByTargetPortGroupAreOrderedByTheirMean() throws Exception {
        rank("A0", 90, 'A', "");
        rank("A1", 9, 'A', "");
        start(Grouping.GROUP_BY_TPG, NEVER);
        assertThat(groups()).as("means 50 and 49").isEqualTo("2 1 | 2 1 B0 B1 | 2 1 A0 A1");
    }

    @Test
    void theTableHasTheFamilysWords() throws Exception {
        family.defaults = new ArrayDefaults(Grouping.MULTIBUS, "historical-service-time 2 972",
                List.of("queue_if_no_path", "pg_init_retries 50", "retain_attached_hw_handler"), List.of("1"), NEVER);
        start();
        assertThat(rig.plane.table("mpatha")).startsWith("0 131072 multipath 4 queue_if_no_path pg_init_retries 50"
                + " retain_attached_hw_handler 2 alua 1 1 1 historical-service-time 2 2 972 4 1 lab:A0/0 1 ");
    }

    @Test
    void aDataPlaneWithoutTheHandlerGetsTheSameGroupsWithoutTheFamilysWords() throws Exception {
        rig.plane.handlers = List.of();
        family.defaults = new ArrayDefaults(
                Grouping.GROUP_BY_PRIO, "service-time", List.of("pg_init_retries 50"), List.of("1"), NEVER);
        start();
        assertThat(rig.plane.table("mpatha")).isEqualTo("0 131072 multipath 1 queue_if_no_path 0 2 1"
                + " round-robin 0 2 1 lab:B0/0 1 lab:B1/0 1 round-robin 0 2 1 lab:A0/0 1 lab:A1/0 1");
        rig.plane.handlers = List.of("alua");
        Await.until("the handler", () -> rig.plane.table("mpatha").contains(" 2 alua 1 "), () -> rig.plane.table("mpatha"));
    }

    @Test
    void oneChangeAtTheArrayIsOneNewTable() throws Exception {
        start(Grouping.GROUP_BY_PRIO, 0);
        optimized("A0", "A1", "B0", "B1");
        awaitGroups("2 1 | 2 1 A0 A1 | 2 1 B0 B1");
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(2);
    }

    @Test
    void pathsThatRankAsBeforeAreNoReasonForATable() throws Exception {
        start(Grouping.GROUP_BY_PRIO, 0);
        int before = family.rankings(a0);
        Await.until("checks", () -> family.rankings(a0) > before + 5, () -> family.rankings(a0));
        rank("A0", 10, 'A', "lba-dependent");
        Await.until("the new word", () -> rig.seen(a0).access().equals("lba-dependent"), inventory::paths);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(1);
    }

    @Test
    void aRankThatIsNotKnownAnyMoreStaysAsItWas() throws Exception {
        start(Grouping.GROUP_BY_PRIO, 0);
        rank("B0", -1, -1, "");
        int before = family.rankings(b0);
        Await.until("checks", () -> family.rankings(b0) > before + 3, () -> family.rankings(b0));
        assertThat(rig.seen(b0).priority()).isEqualTo(50);
        assertThat(rig.seen(b0).access()).isEqualTo("active/optimized");
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(1);
    }

    @Test
    void aTransitionIsShownButMovesNoPath() throws Exception {
        start(Grouping.GROUP_BY_PRIO, 0);
        rank("B0", 0, 'B', "transitioning");
        Await.until("the word", () -> rig.seen(b0).access().equals("transitioning"), inventory::paths);
        assertThat(rig.seen(b0).priority()).isEqualTo(50);
        rank("B0", 10, 'B', "active/non-optimized");
        awaitGroups("2 1 | 1 1 B1 | 3 1 A0 A1 B0");
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(2);
    }

    @Test
    void aPathThatFailsMovesNoGroup() throws Exception {
        FakeUnit broken = new FakeUnit(Rig.UNITS[0]);
        b0.unit = broken;
        b1.unit = broken;
        start(Grouping.GROUP_BY_PRIO, 0);
        broken.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY
                ? Reply.sense(SenseKey.NOT_READY, 0x04, 0x03) : FakeUnit.FALLBACK;
        Await.until("DOWN", () -> rig.seen(b0).checker() == CheckerState.DOWN && rig.seen(b1).checker() == CheckerState.DOWN,
                inventory::paths);
        broken.script = cdb -> FakeUnit.FALLBACK;
        Await.until("UP", () -> rig.seen(b0).checker() == CheckerState.UP, inventory::paths);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(1);
    }

    @Test
    void onlyAGoodCheckIsFollowedByARank() throws Exception {
        FakeUnit broken = new FakeUnit(Rig.UNITS[0]);
        b0.unit = broken;
        start(Grouping.GROUP_BY_PRIO, 0);
        broken.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY
                ? Reply.sense(SenseKey.NOT_READY, 0x04, 0x0a) : FakeUnit.FALLBACK;
        Await.until("PENDING", () -> rig.seen(b0).checker() == CheckerState.PENDING, inventory::paths);
        int rankings = family.rankings(b0);
        int others = family.rankings(b1);
        Await.until("checks", () -> family.rankings(b1) > others + 3, () -> family.rankings(b1));
        assertThat(family.rankings(b0)).isEqualTo(rankings);
    }

    @Test
    void aMapThatFallsBackAtOnceStartsANewTableInTheBestGroup() throws Exception {
        start(Grouping.GROUP_BY_PRIO, 0);
        rank("A0", 50, 'A', "active/optimized");
        rank("A1", 60, 'A', "active/optimized");
        awaitGroups("2 1 | 1 1 A1 | 3 1 A0 B0 B1");
    }

    @Test
    void anotherMapStaysInItsGroupWhenABetterOneComes() throws Exception {
        start(Grouping.GROUP_BY_PRIO, NEVER);
        rank("A0", 60, 'A', "active/optimized");
        rank("A1", 60, 'A', "active/optimized");
        awaitGroups("2 2 | 2 1 A0 A1 | 2 1 B0 B1");
    }

    @Test
    void butNotInOneThatBecameWorse() throws Exception {
        start(Grouping.GROUP_BY_PRIO, NEVER);
        optimized("A0", "A1", "B0", "B1");
        awaitGroups("2 1 | 2 1 A0 A1 | 2 1 B0 B1");
    }

    @Test
    void aNewTableStartsInAGroupWithUsablePaths() throws Exception {
        FakeUnit broken = new FakeUnit(Rig.UNITS[0]);
        broken.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY
                ? Reply.sense(SenseKey.NOT_READY, 0x04, 0x03) : FakeUnit.FALLBACK;
        FakeFamily checked = family.checksUp();
        start(Grouping.GROUP_BY_PRIO, 0);
        checked.check = (device, timeoutNanos, listener) ->
                listener.checked(device.port().startsWith("B") ? CheckerState.DOWN : CheckerState.UP, "");
        Await.until("DOWN", () -> rig.seen(b1).checker() == CheckerState.DOWN && rig.seen(b0).checker() == CheckerState.DOWN,
                inventory::paths);
        rank("A0", 20, 'A', "active/non-optimized");
        awaitGroups("3 2 | 2 1 B0 B1 | 1 1 A0 | 1 1 A1");
    }

    @Test
    void aFamilyThatComesLateRegroupsItsMapsOnceWithItsRanks() throws Exception {
        inventory = rig.startSettled();
        family.with(Grouping.GROUP_BY_PRIO, 0);
        rig.bindHandler(family, 1);
        rig.settle();
        assertThat(groups()).isEqualTo("2 1 | 2 1 B0 B1 | 2 1 A0 A1");
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(2);
    }

    @Test
    void aPrioritizerThatThrowsOrHangsCostsOnlyTheRankOfItsPath() throws Exception {
        FakeFamily.Rank good = family.rank;
        family.rank = (device, timeoutNanos, listener) -> {
            if (device.port().equals("A0")) {
                throw new IllegalStateException("bad page");
            } else if (!device.port().equals("A1")) {
                good.rank(device, timeoutNanos, listener);
            }
        };
        start(Grouping.GROUP_BY_PRIO, NEVER);
        assertThat(groups()).isEqualTo("2 1 | 2 1 B0 B1 | 2 1 A0 A1");
        assertThat(rig.seen(a0).priority()).as("not known").isEqualTo(-1);
        assertThat(rig.seen(a1).checker()).isEqualTo(CheckerState.UP);
        int rankings = family.rankings(b0);
        Await.until("the others", () -> family.rankings(b0) > rankings + 3, () -> family.rankings(b0));
        assertThat(family.rankings(a0)).isEqualTo(1);
        assertThat(family.rankings(a1)).isEqualTo(1);
    }
}

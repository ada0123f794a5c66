package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/** Maps whose last path leaves. */
class EmptyMapTest {
    private static final String EMPTY = "0 131072 multipath 1 queue_if_no_path 0 0 0";
    private static final List<String> NOBODY = List.of();
    private static final List<String> A_CLIENT = List.of("nbd 127.0.0.1:40312");

    @TempDir
    Path directory;

    private Rig rig;
    private FakeUnit unit;
    private FakePath first;
    private FakePath second;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        unit = new FakeUnit(Rig.UNITS[0]);
        first = rig.path("A0", 0, unit);
        second = rig.path("B0", 0, unit);
        rig.plane.users = () -> A_CLIENT;
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void start() throws InterruptedException {
        inventory = rig.startSettled();
    }

    private void removeAll() throws InterruptedException {
        rig.transport.remove(first);
        rig.transport.remove(second);
        rig.settle();
    }

    private void awaitTable(String table) {
        Await.until("table " + table, () -> table.equals(rig.plane.table("mpatha")), () -> rig.plane.table("mpatha"));
    }

    private void awaitNoMap() {
        Await.until("no map", () -> rig.plane.names().isEmpty(), rig.plane::names);
    }

    @Test
    void aMapInUseStaysWithoutPathsAndItsIoWaits() throws Exception {
        start();
        removeAll();
        assertThat(rig.plane.table("mpatha")).isEqualTo(EMPTY);
        assertThat(rig.plane.verbs).containsOnlyOnce("create mpatha").doesNotContain("remove mpatha");
        assertThat(inventory.paths()).isEmpty();
        assertThat(inventory.settled()).isTrue();
    }

    @Test
    void whatWaitsFailsWhereTheFileSaysSoAndAMapStaysWhereItSaysThat() throws Exception {
        rig.configuration = "defaults {\n flush_on_last_del always\n}\n";
        start();
        removeAll();
        assertThat(rig.plane.table("mpatha")).isEqualTo("0 131072 multipath 0 0 0 0");
        inventory.follow(Given.configuration("defaults {\n flush_on_last_del never\n}\n"), false);
        first = rig.path("A0", 0, unit);
        second = rig.path("B0", 0, unit);
        rig.settle();
        rig.plane.users = List::of;
        removeAll();
        assertThat(rig.plane.table("mpatha")).as("though nobody uses it").isEqualTo(EMPTY);
    }

    @Test
    void aPathOfTheSameUnitFillsTheSameMapWhateverWayItComes() throws Exception {
        start();
        removeAll();
        FakePath back = rig.path("C7", 5, unit);
        rig.settle();
        assertThat(rig.seen(back).map()).isEqualTo("mpatha");
        assertThat(rig.plane.table("mpatha"))
                .isEqualTo("0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 lab:C7/5 1");
        rig.transport.add(first);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(first.name(), back.name());
        assertThat(rig.plane.verbs).containsOnlyOnce("create mpatha").doesNotContain("remove mpatha");
    }

    @Test
    void aMapGoesWhenItsLastUserHasGoneAndItsNameStaysItsOwn() throws Exception {
        start();
        removeAll();
        rig.plane.users = () -> NOBODY;
        awaitNoMap();
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[1]));
        rig.path("A0", 1, unit);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.plane.loaded("mpathb").unit.wwid()).isEqualTo("3" + Rig.UNITS[1]);
    }

    @Test
    void aMapNobodyUsesGoesWithItsLastPath() throws Exception {
        rig.plane.users = () -> NOBODY;
        start();
        removeAll();
        assertThat(rig.plane.names()).isEmpty();
        assertThat(rig.plane.verbs).endsWith("remove mpatha");
    }

    @Test
    void aMapStaysWhileItsUsersAreNotKnown() throws Exception {
        rig.plane.users = () -> {
            throw new IllegalStateException("busy");
        };
        start();
        removeAll();
        assertThat(rig.plane.table("mpatha")).isEqualTo(EMPTY);
        rig.plane.users = () -> NOBODY;
        awaitNoMap();
    }

    @Test
    void everyMapStaysWhenConfiguredUntilItIsNot() throws Exception {
        rig.plane.users = () -> NOBODY;
        rig.rules = new MapRules(16, true);
        start();
        removeAll();
        assertThat(rig.plane.table("mpatha")).isEqualTo(EMPTY);
        rig.rules = new MapRules(16, false);
        rig.reconfigure();
        awaitNoMap();
    }

    @Test
    void asksForUsersNoMoreOftenThanPathsAreChecked() throws Exception {
        start();
        removeAll();
        Await.until("some looks", () -> rig.plane.usersAskedNanos.size() > 5, () -> rig.plane.usersAskedNanos);
        List<Long> asked = List.copyOf(rig.plane.usersAskedNanos);
        long leastNanos = TimeUnit.MILLISECONDS.toNanos(Rig.FAST.intervalMillis());
        for (int i = 1; i < asked.size(); i++) {
            assertThat(asked.get(i) - asked.get(i - 1)).as("gap %d in nanoseconds", i).isGreaterThanOrEqualTo(leastNanos);
        }
    }

    @Test
    void asksForUsersOnlyWhileAMapIsEmpty() throws Exception {
        start();
        assertThat(rig.plane.usersAskedNanos).isEmpty();
        removeAll();
        rig.path("C0", 0, unit);
        rig.settle();
        awaitTable("0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 lab:C0/0 1");
        // a look that was due may pass without a question; a second one would have to be asked for
        int asked = rig.plane.usersAskedNanos.size();
        FakePath other = rig.path("C0", 1, new FakeUnit(Rig.UNITS[1]));
        Await.until("a few checks of another path",
                () -> other.received.stream().filter("0"::equals).count() > 4, () -> other.received);
        assertThat(rig.plane.usersAskedNanos).hasSize(asked);
    }

    @Test
    void aUnitThatGrewMeanwhileFillsItsMapAndSaysSo() throws Exception {
        start();
        removeAll();
        unit.capacity = new ReadCapacity(262_144, 512, 0, true, true);
        FakePath back = rig.path("A0", 0, unit);
        rig.settle();
        assertThat(rig.seen(back).map()).isEqualTo("mpatha");
        assertThat(rig.seen(back).reason()).startsWith("size changed from 131072 to 262144 blocks; auto_resize is never");
    }

    @Test
    void aUnitOfAnotherSizeThatAnyOneMayBeDoesNotFillAMapAndGetsOneOfItsOwnWhenThatIsGone() throws Exception {
        unit.identification = weak();
        start();
        removeAll();
        FakeUnit grown = new FakeUnit(Rig.UNITS[0]);
        grown.identification = weak();
        grown.capacity = new ReadCapacity(262_144, 512, 0, true, true);
        FakePath back = rig.path("A0", 0, grown);
        rig.settle();
        assertThat(rig.seen(back).reason()).isEqualTo("unit has 262144 blocks, map mpatha of the same WWID has 131072");
        assertThat(rig.plane.table("mpatha")).isEqualTo(EMPTY);
        rig.plane.users = () -> NOBODY;
        Await.until("the path to be placed", () -> rig.seen(back).map().equals("mpatha"), inventory::paths);
        assertThat(rig.plane.table("mpatha")).startsWith("0 262144 ");
    }

    private static byte[] weak() {
        return new DeviceIdentification(List.of(Designator.t10("MPATH", "any"))).bytes();
    }

    @Test
    void anotherUnitDoesNotFillTheMap() throws Exception {
        start();
        removeAll();
        FakePath other = rig.path("A0", 0, new FakeUnit(Rig.UNITS[1]));
        rig.settle();
        assertThat(rig.seen(other).map()).isEqualTo("mpathb");
        assertThat(rig.plane.table("mpatha")).isEqualTo(EMPTY);
    }

    @Test
    void aMapWhoseUnitIsGoneForGoodGoesOnFailingIoWithoutPaths() throws Exception {
        start();
        unit.script = cdb -> Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0);
        Await.until("the loss", () -> rig.plane.verbs.contains("fail_if_no_path"), () -> rig.plane.verbs);
        removeAll();
        assertThat(rig.plane.table("mpatha")).isEqualTo("0 131072 multipath 0 0 0 0");
        unit.script = cdb -> FakeUnit.FALLBACK;
        rig.transport.add(first);
        awaitTable("0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 lab:A0/0 1");
    }

    @Test
    void anEmptyTableThatIsRefusedIsTriedAgain() throws Exception {
        start();
        rig.plane.refusal = "busy";
        removeAll();
        assertThat(rig.plane.loaded("mpatha").paths).hasSize(2);
        rig.plane.refusal = null;
        awaitTable(EMPTY);
    }

    @Test
    void aMapInUseStaysWhenAllItsPathsLeadToAnotherUnit() throws Exception {
        start();
        unit.identity(Rig.UNITS[1]);
        first.cut("connection reset");
        second.cut("connection reset");
        first.heal();
        second.heal();
        Await.until("the quarantine", () -> EMPTY.equals(rig.plane.table("mpatha")), inventory::paths);
        Await.until("the reason", () -> rig.seen(first).reason().contains("changed its WWID"), inventory::paths);
        unit.identity(Rig.UNITS[0]);
        Await.until("both paths back", () -> rig.plane.loaded("mpatha").paths.size() == 2, inventory::paths);
        assertThat(rig.plane.verbs).containsOnlyOnce("create mpatha").doesNotContain("remove mpatha");
    }

    @Test
    void aPathReplacedByOneOfTheSameNameIsLoadedAnew() throws Exception {
        start();
        int loads = rig.plane.loaded("mpatha").loads;
        rig.transport.settled(false); // so that leaving and coming are one change
        rig.transport.remove(first);
        FakePath again = rig.path("A0", 0, unit);
        rig.transport.settled(true);
        rig.settle();
        assertThat(rig.seen(again).map()).isEqualTo("mpatha");
        assertThat(rig.plane.loaded("mpatha").loads).as("the data plane must look the path up again").isGreaterThan(loads);
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(first.name(), second.name());
    }
}

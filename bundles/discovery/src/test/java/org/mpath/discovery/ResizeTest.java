package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/** Units that get another size while their maps are in use. */
class ResizeTest {
    private static final String KEPT = "size changed from 131072 to 262144 blocks; auto_resize is never: mpath:resize mpatha";

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
    private FakePath one;
    private FakePath two;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        one = rig.path("A0", 0, unit);
        two = rig.path("B0", 0, unit);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void start(String rule) throws Exception {
        rig.configuration = "defaults {\n auto_resize " + rule + "\n}\n";
        inventory = rig.startSettled();
    }

    private static ReadCapacity blocks(long blocks) {
        return new ReadCapacity(blocks, 512, 0, true, true);
    }

    /** The unit says it once through every path. */
    private void resize(FakeUnit which, long blocks) {
        which.capacity = blocks(blocks);
        AtomicInteger told = new AtomicInteger(2);
        which.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY && told.getAndDecrement() > 0
                ? Reply.sense(SenseKey.UNIT_ATTENTION, 0x2a, 0x09)
                : FakeUnit.FALLBACK;
    }

    private void awaitBlocks(long blocks) {
        Await.until("a map of " + blocks + " blocks", () -> rig.plane.loaded("mpatha").unit.blocks() == blocks, inventory::paths);
    }

    private void assertBothUsed() {
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(one.name(), two.name());
        assertThat(rig.plane.loaded("mpatha").paths.values()).containsOnly(PathState.State.ACTIVE);
    }

    @Test
    void aMapFollowsAUnitThatGrows() throws Exception {
        start("grow_only");
        resize(unit, 262_144);
        awaitBlocks(262_144);
        rig.settle();
        assertBothUsed();
        assertThat(rig.plane.table("mpatha")).startsWith("0 262144 multipath ");
        assertThat(inventory.paths()).allMatch(path -> path.reason().isEmpty());
        assertThat(rig.plane.verbs).as("no path was failed for it").noneMatch(verb -> verb.startsWith("fail_path"));
        assertThat(rig.plane.loaded("mpatha").loads).as("the live table got its length").isEqualTo(1);
    }

    @Test
    void aMapFollowsAUnitThatShrinksOnlyWhenThatIsAllowed() throws Exception {
        start("grow_only");
        resize(unit, 4096);
        Await.until("the note", () -> rig.seen(one).reason().contains("auto_resize is grow_only"), inventory::paths);
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
        inventory.follow(Given.configuration("defaults {\n auto_resize grow_shrink\n}\n"), false);
        awaitBlocks(4096);
        rig.settle();
        assertBothUsed();
        Await.until("no note", () -> rig.seen(one).reason().isEmpty(), inventory::paths);
    }

    @Test
    void aMapThatKeepsItsSizeKeepsItsPathsWhichSaySo() throws Exception {
        start("never");
        resize(unit, 262_144);
        Await.until("the note", () -> rig.seen(one).reason().equals(KEPT), inventory::paths);
        rig.settle();
        assertBothUsed();
        assertThat(rig.seen(two).reason()).isEqualTo(KEPT);
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
        FakePath third = rig.path("C0", 0, unit);
        two.cut("pulled");
        Await.until("the path to fail", () -> rig.plane.state(two.name()) == PathState.State.FAILED, inventory::paths);
        two.heal();
        Await.until("all paths", () -> rig.plane.loaded("mpatha").paths.size() == 3
                && rig.plane.state(two.name()) == PathState.State.ACTIVE, inventory::paths);
        Await.until("its note", () -> rig.seen(third).reason().equals(KEPT), inventory::paths);
    }

    @Test
    void byHandAMapFollowsWhateverTheRule() throws Exception {
        start("never");
        resize(unit, 4096);
        Await.until("the note", () -> !rig.seen(one).reason().isEmpty(), inventory::paths);
        rig.settle();
        assertThat(inventory.resize("mpatha")).isEqualTo(4096 * 512);
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(4096);
        rig.settle();
        assertThat(rig.seen(one).reason()).isEmpty();
        assertThatThrownBy(() -> inventory.resize("nomap"))
                .isInstanceOf(ControlException.class)
                .hasMessageStartingWith("there is no map nomap");
    }

    @Test
    void byHandNothingIsDoneWhenPathsDisagree() throws Exception {
        start("never");
        FakeUnit late = new FakeUnit(Rig.UNITS[0]);
        two.unit = late;
        unit.capacity = blocks(262_144);
        assertThatThrownBy(() -> inventory.resize("mpatha"))
                .isInstanceOf(ControlException.class)
                .hasMessage("map mpatha keeps its size: its paths tell different sizes: [131072, 262144] blocks");
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
    }

    @Test
    void aPathThatTellsAnotherSizeThanTheOthersForGoodLeadsToAnotherUnit() throws Exception {
        start("grow_shrink");
        FakeUnit clone = new FakeUnit(Rig.UNITS[0]);
        two.unit = clone;
        resize(clone, 262_144);
        Await.until("the path to leave", () -> rig.seen(two).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(two).reason()).isEqualTo("unit has 262144 blocks, map mpatha of the same WWID has 131072");
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(one.name());
    }

    @Test
    void pathsThatAllLeftForTheirSizesComeBackWhenTheyTellTheSame() throws Exception {
        start("grow_shrink");
        rig.plane.users = () -> List.of("somebody");
        FakeUnit late = new FakeUnit(Rig.UNITS[0]);
        late.capacity = blocks(4096);
        two.unit = late;
        resize(unit, 262_144);
        Await.until("both to leave", () -> rig.seen(one).map().isEmpty() && rig.seen(two).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(two).reason()).isEqualTo("unit has 4096 blocks, map mpatha of the same WWID has 131072");
        late.capacity = blocks(262_144);
        awaitBlocks(262_144);
        Await.until("both to be used", () -> rig.plane.state(one.name()) == PathState.State.ACTIVE
                && rig.plane.state(two.name()) == PathState.State.ACTIVE, inventory::paths);
    }

    @Test
    void aPersonDecidesWhetherAUnitWithoutAWorldwideNameMayComeBackWithAnotherSize() throws Exception {
        unit.identification = new DeviceIdentification(List.of(Designator.t10("MPATH", "lab-0"))).bytes();
        start("grow_shrink");
        rig.plane.users = () -> List.of("somebody");
        FakeUnit late = new FakeUnit(Rig.UNITS[0]);
        late.identification = unit.identification;
        late.capacity = blocks(4096);
        two.unit = late;
        resize(unit, 262_144);
        Await.until("both to leave", () -> rig.seen(one).map().isEmpty() && rig.seen(two).map().isEmpty(), inventory::paths);
        late.capacity = blocks(262_144);
        Await.until("it to say so", () -> rig.seen(two).reason().startsWith("unit has 262144 blocks"), inventory::paths);
        assertThat(rig.seen(one).map()).isEmpty();
        inventory.rescan();
        awaitBlocks(262_144);
        Await.until("both to be used", () -> rig.plane.state(one.name()) == PathState.State.ACTIVE
                && rig.plane.state(two.name()) == PathState.State.ACTIVE, inventory::paths);
    }

    @Test
    void aControllerThatHearsOfItLaterIsWaitedFor() throws Exception {
        start("grow_only");
        FakeUnit late = new FakeUnit(Rig.UNITS[0]);
        two.unit = late;
        AtomicInteger asked = new AtomicInteger();
        late.script = cdb -> {
            if (CdbFields.opcode(cdb) == Opcode.SERVICE_ACTION_IN_16 && asked.incrementAndGet() == 2) {
                late.capacity = blocks(262_144);
            }
            return FakeUnit.FALLBACK;
        };
        resize(unit, 262_144);
        awaitBlocks(262_144);
        rig.settle();
        assertBothUsed();
    }

    @Test
    void ioThatHearsOfItFirstHasThePathsAsked() throws Exception {
        start("grow_only");
        unit.capacity = blocks(262_144);
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.CAPACITY_CHANGED, "mpatha", two.name(), "", "", "06/2a/09"));
        awaitBlocks(262_144);
    }

    @Test
    void aPathThatComesBackWithAnotherSizeHasTheOthersAskedBeforeItIsUsed() throws Exception {
        start("grow_only");
        two.cut("pulled");
        Await.until("the path to fail", () -> rig.plane.state(two.name()) == PathState.State.FAILED, inventory::paths);
        unit.capacity = blocks(262_144);
        two.heal();
        awaitBlocks(262_144);
        Await.until("the path to return", () -> rig.plane.state(two.name()) == PathState.State.ACTIVE, inventory::paths);
    }

    @Test
    void aPathThatComesBackWhileTheOthersAreAskedIsUsedWhenTheyAgree() throws Exception {
        start("grow_only");
        FakeUnit slow = new FakeUnit(Rig.UNITS[0]);
        FakePath third = rig.path("C0", 0, slow);
        rig.settle();
        two.cut("pulled");
        Await.until("the path to fail", () -> rig.plane.state(two.name()) == PathState.State.FAILED, inventory::paths);
        slow.script = cdb -> CdbFields.opcode(cdb) == Opcode.SERVICE_ACTION_IN_16 ? null : FakeUnit.FALLBACK;
        unit.capacity = blocks(262_144);
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.CAPACITY_CHANGED, "mpatha", one.name(), "", "", "06/2a/09"));
        Await.until("the third path to be asked", () -> third.received.stream().filter("9e"::equals).count() == 2, inventory::paths);
        two.heal();
        Await.until("the second path to be seen", () -> rig.seen(two).checker() == CheckerState.UP, inventory::paths);
        slow.capacity = blocks(262_144);
        slow.script = cdb -> FakeUnit.FALLBACK;
        third.reactor().execute(third::answerSilenced);
        awaitBlocks(262_144);
        Await.until("all paths", () -> List.of(one, two, third).stream()
                .allMatch(path -> rig.plane.state(path.name()) == PathState.State.ACTIVE), inventory::paths);
    }

    @Test
    void allPathsThatWereDownMayTellAnotherSizeTogether() throws Exception {
        start("never");
        List.of(one, two).forEach(path -> path.cut("pulled"));
        Await.until("the paths to fail", () -> rig.plane.state(one.name()) == PathState.State.FAILED
                && rig.plane.state(two.name()) == PathState.State.FAILED, inventory::paths);
        unit.capacity = blocks(262_144);
        List.of(one, two).forEach(FakePath::heal);
        Await.until("the paths to return", () -> rig.plane.state(one.name()) == PathState.State.ACTIVE
                && rig.plane.state(two.name()) == PathState.State.ACTIVE, inventory::paths);
        Await.until("their notes", () -> rig.seen(one).reason().equals(KEPT) && rig.seen(two).reason().equals(KEPT),
                inventory::paths);
    }

    @Test
    void aDiscoveryThatStartsAnewFindsTheUnitResized() throws Exception {
        start("grow_only");
        unit.capacity = blocks(262_144);
        inventory = rig.start();
        inventory.bindTransport(rig.transport);
        awaitBlocks(262_144);
        rig.settle();
        assertBothUsed();
    }

    @Test
    void aRefusalOfTheDataPlaneKeepsTheSizeAndIsTold() throws Exception {
        start("grow_only");
        rig.plane.refusal = "no room";
        resize(unit, 262_144);
        Await.until("the note", () -> rig.seen(one).reason().contains("no room"), inventory::paths);
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
        rig.plane.refusal = null;
        rig.settle();
        assertThat(inventory.resize("mpatha")).isEqualTo(262_144 * 512);
    }
}

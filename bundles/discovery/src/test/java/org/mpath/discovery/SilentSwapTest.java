package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.UnitSerial;

/** Another volume is put behind a number whose link is up, and the number itself says nothing of it, as tgtd does. */
class SilentSwapTest {
    private static final Reply UNITS_CHANGED = Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x0e);
    private static final String NAME_PAGE = "12/83";
    private static final String CHECK = "0";

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    private final FakeUnit neighbour = new FakeUnit(Rig.UNITS[0]);
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[1]);
    /** What is put behind the number of {@link #unit}. */
    private final FakeUnit volume = new FakeUnit(Rig.UNITS[2]);

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.users = () -> List.of("somebody");
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private FakePath path(String port, long lun) {
        return rig.path(port, lun, lun == 0 ? neighbour : unit);
    }

    private static void onceReady(FakeUnit of, Reply reply) {
        of.script = cdb -> {
            if (CdbFields.opcode(cdb) != Opcode.TEST_UNIT_READY) {
                return FakeUnit.FALLBACK;
            }
            of.script = next -> FakeUnit.FALLBACK;
            return reply;
        };
    }

    /** Another volume, of which an answer to I/O tells. */
    private void swap(FakePath path) {
        path.unit = volume;
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", path.name(), "", "", "06/3f/0e"));
    }

    private void awaitQuarantine(FakePath path) {
        Await.until("quarantine of " + path.name(), () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason())
                .isEqualTo("unit behind the path changed its WWID from 3" + Rig.UNITS[1] + " to 3" + Rig.UNITS[2]);
    }

    private static int count(FakePath path, String command) {
        return Collections.frequency(path.received, command);
    }

    private static void awaitChecks(FakePath path, int more) {
        int from = count(path, CHECK);
        Await.until(more + " more checks", () -> count(path, CHECK) - from >= more, () -> path.received);
    }

    // ---- what others behind the port hear ----

    @Test
    void isFoundWhenANeighbourHearsOfIt() throws Exception {
        path("A0", 0);
        FakePath silent = path("A0", 1);
        FakePath elsewhere = path("B0", 1);
        inventory = rig.startSettled();
        silent.unit = volume;
        onceReady(neighbour, UNITS_CHANGED);
        awaitQuarantine(silent);
        assertThat(rig.plane.loaded("mpathb").paths).containsOnlyKeys(elsewhere.name());
    }

    @Test
    void isFoundWhenACheckOfAnotherPathFindsNoUnitAtTheNumber() throws Exception {
        FakePath hearing = path("A0", 1);
        FakePath silent = path("B0", 1);
        inventory = rig.startSettled();
        silent.unit = volume;
        FakeUnit none = new FakeUnit(Rig.UNITS[1]);
        none.script = cdb -> Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0);
        hearing.unit = none;
        awaitQuarantine(silent);
    }

    @Test
    void isFoundWhenIoToANeighbourHearsOfIt() throws Exception {
        FakePath hearing = path("A0", 0);
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        silent.unit = volume;
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", hearing.name(), "", "", "06/3f/0e"));
        awaitQuarantine(silent);
    }

    @Test
    void isFoundWhenTheControllerAtNumber0HearsOfIt() throws Exception {
        neighbour.inquiry = new Inquiry(0, Inquiry.TYPE_CONTROLLER, false, 6, 0, true, "IET", "Controller", "0001");
        FakePath controller = path("A0", 0);
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        awaitChecks(controller, 3);
        assertThat(rig.seen(controller).reason()).startsWith("not a disk");
        silent.unit = volume;
        onceReady(neighbour, UNITS_CHANGED);
        awaitQuarantine(silent);
    }

    /** In tgtd a unit is made first, and named then. */
    @Test
    void isFoundWhenTheUnitGetsItsNameAMomentAfterTheNews() throws Exception {
        FakePath hearing = path("A0", 0);
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        int asked = count(silent, NAME_PAGE);
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", hearing.name(), "", "", "06/3f/0e"));
        Await.until("the round at once", () -> count(silent, NAME_PAGE) > asked, () -> silent.received);
        silent.unit = volume;
        awaitQuarantine(silent);
    }

    @Test
    void aStormOfNewsCostsARoundASecond() throws Exception {
        FakePath hearing = path("A0", 0);
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        int before = count(silent, NAME_PAGE);
        long began = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            inventory.mapEvent(new MapEvent(i, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", hearing.name(), "", "", "06/3f/0e"));
        }
        Await.until("the first round and the one for what came since", () -> count(silent, NAME_PAGE) - before >= 2, () -> silent.received);
        long pauses = (System.nanoTime() - began) / (PortRounds.PAUSE_MILLIS * 1_000_000L);
        assertThat((long) count(silent, NAME_PAGE) - before).isLessThanOrEqualTo(2 + pauses);
    }

    @Test
    void isStoppedByTheFirstAnswerBeforeTheRestOfTheIdentityIsRead() throws Exception {
        FakePath hearing = path("A0", 0);
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        silent.unit = volume;
        int from = silent.received.size();
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", hearing.name(), "", "", "06/3f/0e"));
        awaitQuarantine(silent);
        assertThat(silent.received.subList(from, silent.received.size()).stream().filter(command -> !command.equals(CHECK)).toList())
                .startsWith(NAME_PAGE, "12");
        assertThat(rig.plane.verbs).contains(
                "unit_changed " + silent.name() + " VPD page 83h tells another name than when it was read before");
    }

    @Test
    void aUnitThatWasMadeAnewWithAnotherSizeIsAskedForItASecondLater() throws Exception {
        FakePath hearing = path("A0", 0);
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        unit.capacity = new ReadCapacity(262_144, 512, 0, true, true);
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", hearing.name(), "", "", "06/3f/0e"));
        Await.until("its size", () -> rig.seen(silent).reason().contains("size changed from 131072 to 262144 blocks"), inventory::paths);
        assertThat(rig.plane.state(silent.name())).isEqualTo(PathState.State.ACTIVE);
    }

    // ---- what another path found out ----

    @Test
    void stopsOtherPathsToTheSameNumberOfTheTargetBeforeTheyAreAskedWhoTheyAre() throws Exception {
        FakePath first = path("10.0.0.1:3260,1,iqn.t", 1);
        FakePath second = path("10.0.1.1:3260,1,iqn.t", 1);
        FakePath elsewhere = path("10.0.1.1:3260,1,iqn.u", 1);
        inventory = rig.startSettled();
        int asked = count(elsewhere, NAME_PAGE);
        first.cut("reset at the moment of the swap");
        first.unit = volume;
        second.unit = volume;
        first.heal();
        awaitQuarantine(first);
        awaitQuarantine(second);
        assertThat(rig.plane.verbs).contains("unit_changed " + second.name() + " path " + first.name()
                + " to the same unit leads to another one").doesNotContain("reinstate_path " + second.name());
        Await.until("the path to the other target to be asked", () -> count(elsewhere, NAME_PAGE) > asked, () -> elsewhere.received);
        assertThat(rig.plane.verbs).as("but not stopped").noneMatch(verb -> verb.contains("unit_changed " + elsewhere.name()));
        assertThat(rig.plane.state(elsewhere.name())).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void aPathThatTheEngineDoubtsIsIdentifiedAndUsedAgainAtOnce() throws Exception {
        rig.times = new CheckTimes(60_000, 5_000, 5_000);
        FakePath path = path("A0", 1);
        inventory = rig.startSettled();
        int asked = count(path, NAME_PAGE);
        rig.plane.fail(path.name());
        inventory.mapEvent(new MapEvent(
                1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", path.name(), "active", "failed", MapEvent.GONE_ELSEWHERE + "lab:B0/1"));
        Await.until("the path to be used", () -> rig.plane.state(path.name()) == PathState.State.ACTIVE, inventory::paths);
        assertThat(count(path, NAME_PAGE)).isGreaterThan(asked);
    }

    // ---- what becomes of the other volume ----

    @Test
    void theOtherVolumeGetsAMapOfItsOwnWhenTheFirstIsGone() throws Exception {
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        rig.plane.users = List::of;
        swap(silent);
        Await.until("its map", () -> rig.seen(silent).map().equals("mpathb"), inventory::paths);
        assertThat(rig.plane.names()).isEqualTo("mpathb");
    }

    @Test
    void theOtherVolumeWaitsForAPersonWhileTheFirstHasItsMap() throws Exception {
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        swap(silent);
        awaitQuarantine(silent);
        awaitChecks(silent, 5);
        assertThat(rig.plane.names()).isEqualTo("mpatha");
        inventory.rescan();
        Await.until("its map", () -> rig.seen(silent).map().equals("mpathb"), inventory::paths);
    }

    @Test
    void aPersonsWordHoldsHoweverOftenThePathIsReadUntilItHasItsMap() throws Exception {
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        swap(silent);
        awaitQuarantine(silent);
        rig.transport.settled(false); // others may come: nothing is placed yet
        inventory.rescan();
        Await.until("nothing against it", () -> rig.seen(silent).reason().isEmpty(), inventory::paths);
        int asked = count(silent, NAME_PAGE);
        silent.cut("pulled");
        silent.heal();
        Await.until("it to be read again", () -> count(silent, NAME_PAGE) > asked, () -> silent.received);
        awaitChecks(silent, 2);
        rig.transport.settled(true);
        Await.until("its map", () -> rig.seen(silent).map().equals("mpathb"), inventory::paths);
    }

    // ---- recheck_wwid ----

    @Test
    void isFoundByTheNextCheckWithRecheckWwid() throws Exception {
        rig.configuration = "defaults {\n recheck_wwid yes\n}\n";
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        awaitChecks(silent, 3);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("unit_changed"));
        silent.unit = volume;
        awaitQuarantine(silent);
        assertThat(rig.plane.verbs).as("stopped on its reactor first").contains(
                "unit_changed " + silent.name() + " VPD page 83h tells another name than when it was read before");
    }

    @Test
    void isNotLookedForWithoutRecheckWwid() throws Exception {
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        int asked = count(silent, NAME_PAGE);
        silent.unit = volume;
        awaitChecks(silent, 5);
        assertThat(count(silent, NAME_PAGE)).isEqualTo(asked);
        assertThat(rig.seen(silent).map()).isNotEmpty();
    }

    @Test
    void recheckWwidCostsOneCommandACheck() throws Exception {
        rig.configuration = "defaults {\n recheck_wwid yes\n}\n";
        FakePath path = path("A0", 1);
        inventory = rig.startSettled();
        int all = path.received.size();
        awaitChecks(path, 10);
        assertThat(path.received.subList(all, path.received.size())).containsOnly(CHECK, NAME_PAGE);
        assertThat(count(path, NAME_PAGE)).isLessThanOrEqualTo(count(path, CHECK));
    }

    @Test
    void aUnitWithoutDesignatorsIsKnownAgainByItsSerialNumber() throws Exception {
        rig.configuration = "defaults {\n recheck_wwid yes\n}\n";
        unit.pages = new SupportedPages(List.of(0x00, 0x80)).bytes();
        FakePath silent = path("A0", 1);
        inventory = rig.startSettled();
        String before = rig.seen(silent).wwid();
        awaitChecks(silent, 3);
        unit.serial = new UnitSerial("lab-9").bytes();
        Await.until("quarantine", () -> rig.seen(silent).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(silent).reason()).startsWith("unit behind the path changed its WWID from " + before);
    }

    @Test
    void aUnitThatRefusesToTellItsNameOnceStaysInUse() throws Exception {
        rig.configuration = "defaults {\n recheck_wwid yes\n}\n";
        FakePath path = path("A0", 1);
        inventory = rig.startSettled();
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.INQUIRY ? FakeUnit.REFUSED : FakeUnit.FALLBACK;
        awaitChecks(path, 5);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("unit_changed"));
    }
}

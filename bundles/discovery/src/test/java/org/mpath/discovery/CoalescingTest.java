package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.UnitLimits;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;

/** From announced paths to maps. */
class CoalescingTest {
    private static final String[] PORTS = {"A0", "A1", "B0", "B1"};

    @TempDir
    Path directory;

    private Rig rig;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void joinsThePathsOfEachUnitIntoOneMapNamedInTheOrderOfTheUnits() throws Exception {
        addLab();
        rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb mpathc");
        assertThat(rig.plane.table("mpathb"))
                .isEqualTo("0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 4 1"
                        + " lab:A0/1 1 lab:A1/1 1 lab:B0/1 1 lab:B1/1 1");
        assertThat(rig.plane.loaded("mpathb").unit.wwid()).isEqualTo("3" + Rig.UNITS[1]);
    }

    @Test
    void joinsPathsOnlyWhenTheirIdentitiesAreTheSameByteForByte() throws Exception {
        String naa = Rig.UNITS[0];
        FakePath one = rig.path("A0", 0, new FakeUnit(naa));
        FakePath same = rig.path("B0", 7, new FakeUnit(naa));
        FakePath other = rig.path("A0", 1, new FakeUnit(naa.substring(0, 31) + "b"));
        FakeUnit eui = new FakeUnit(naa);
        eui.identification = new DeviceIdentification(List.of(
                new Designator(Designator.ASSOCIATION_UNIT, Designator.TYPE_EUI64, 1, HexFormat.of().parseHex(naa)))).bytes();
        FakePath otherType = rig.path("A0", 2, eui);
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(one.name(), same.name());
        assertThat(rig.plane.loaded("mpathb").paths).containsOnlyKeys(other.name());
        assertThat(rig.plane.loaded("mpathc").paths).containsOnlyKeys(otherType.name());
        assertThat(rig.seen(otherType).wwid()).isEqualTo("2" + naa);
    }

    @Test
    void showsRevisionSerialAndSizeOfTheUnitBehindAPath() throws Exception {
        FakePath path = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        assertThat(rig.seen(path).revision()).isEqualTo(rig.plane.loaded("mpatha").unit.revision()).isNotEmpty();
        assertThat(rig.seen(path).serial()).isEqualTo("lab-0");
        assertThat(rig.seen(path).sizeBytes()).isEqualTo(131072L * 512);
    }

    @Test
    void takesThePortsAndTargetsOwnDesignatorsForNobodysIdentity() throws Exception {
        FakeUnit first = new FakeUnit(Rig.UNITS[0]);
        FakeUnit second = new FakeUnit(Rig.UNITS[1]);
        for (FakeUnit unit : List.of(first, second)) {
            List<Designator> designators = new ArrayList<>(DeviceIdentification.parse(unit.identification).designators());
            for (int association : List.of(Designator.ASSOCIATION_PORT, Designator.ASSOCIATION_TARGET)) {
                designators.add(0, new Designator(
                        association, Designator.TYPE_NAA, 1, HexFormat.of().parseHex("6024d500000000000000000000000fff")));
            }
            unit.identification = new DeviceIdentification(designators).bytes();
        }
        rig.path("A0", 0, first);
        rig.path("A0", 1, second);
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.plane.loaded("mpathb").unit.wwid()).isEqualTo("3" + Rig.UNITS[1]);
    }

    @Test
    void loadsEachMapOnceForAllItsPaths() throws Exception {
        addLab();
        rig.startSettled();
        assertThat(rig.plane.verbs)
                .containsExactly("create mpatha", "load mpatha", "create mpathb", "load mpathb", "create mpathc", "load mpathc");
    }

    @Test
    void namesDoNotDependOnWhoAnswersFirst() throws Exception {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        List<Runnable> additions = new ArrayList<>();
        for (int lun = 0; lun < Rig.UNITS.length; lun++) {
            FakeUnit unit = new FakeUnit(Rig.UNITS[lun]);
            long number = lun;
            for (String port : PORTS) {
                additions.add(() -> rig.path(port, number, unit));
            }
        }
        Collections.shuffle(additions, new Random(seed));
        rig.startSettled();
        rig.transport.settled(false);
        additions.forEach(Runnable::run);
        rig.transport.settled(true);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).as("-Dmpath.seed=" + seed).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.plane.loaded("mpathc").unit.wwid()).as("-Dmpath.seed=" + seed).isEqualTo("3" + Rig.UNITS[2]);
        assertThat(rig.plane.loaded("mpathb").paths).as("-Dmpath.seed=" + seed).hasSize(4);
    }

    @Test
    void tellsWhatTheUnitCanDo() throws Exception {
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").unit.limits())
                .isEqualTo(new UnitLimits(8192, 1024, true, 4096, true, true, 2048, true, true, false));
        assertThat(rig.plane.loaded("mpatha").unit.serial()).isEqualTo("lab-0");
    }

    @Test
    void keepsNamesOverARestart() throws Exception {
        FakeUnit second = new FakeUnit(Rig.UNITS[1]);
        FakePath first = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.path("A0", 1, second);
        rig.startSettled();
        rig.close();
        assertThat(Files.readString(directory.resolve("bindings")))
                .isEqualTo("mpatha 3" + Rig.UNITS[0] + "\nmpathb 3" + Rig.UNITS[1] + "\n");

        rig = new Rig(directory);
        rig.path("A0", first.lun(), second);
        rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo("mpathb");
    }

    @Test
    void takesOverMapsThatRunAlready() throws Exception {
        addLab();
        rig.startSettled();
        int loads = rig.plane.loaded("mpatha").loads;
        rig.start().bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb mpathc");
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(loads + 1);
        assertThat(rig.plane.verbs).doesNotContain("remove mpatha");
    }

    @Test
    void doesNotWaitForEverForATransportThatDoesNotSettle() throws Exception {
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.transport.settled(false);
        PathInventory inventory = rig.start();
        inventory.bindTransport(rig.transport);
        Await.until("a map", () -> rig.plane.loaded("mpatha") != null, inventory::paths);
        assertThat(inventory.settled()).isFalse();
        rig.transport.settled(true);
        rig.settle();
    }

    @Test
    void doesNotPlaceAPathThatLostItsLinkWhileItWaited() throws Exception {
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        FakePath path = rig.path("A0", 0, unit);
        unit.script = cdb -> {
            if (CdbFields.opcode(cdb) == Opcode.MODE_SENSE_6) { // the last command: the cut comes right after its answer
                rig.reactor.execute(() -> path.cut("connection reset"));
                unit.script = next -> FakeUnit.FALLBACK;
            }
            return FakeUnit.FALLBACK;
        };
        rig.transport.settled(false);
        PathInventory inventory = rig.start();
        inventory.bindTransport(rig.transport);
        Await.until("the cut", () -> inventory.paths().stream().anyMatch(each -> each.reason().contains("reset")),
                inventory::paths);
        rig.transport.settled(true);
        rig.settle();
        assertThat(rig.plane.names()).isEmpty();
        path.heal();
        Await.until("the map", () -> rig.seen(path).map().equals("mpatha"), inventory::paths);
    }

    private FakePath smallerClone() {
        FakeUnit clone = new FakeUnit(Rig.UNITS[0]);
        clone.capacity = new ReadCapacity(4096, 512, 0, false, false);
        return rig.path("B0", 0, clone);
    }

    @Test
    void refusesAPathWhoseUnitHasAnotherSizeThanItsMap() throws Exception {
        FakePath good = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath bad = smallerClone();
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(good.name());
        assertThat(rig.seen(bad).map()).isEmpty();
        assertThat(rig.seen(bad).reason()).isEqualTo("unit has 4096 blocks, map mpatha of the same WWID has 131072");
    }

    @Test
    void placesTheRefusedPathWhenTheMapItDidNotFitIsGone() throws Exception {
        FakePath good = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath other = smallerClone();
        PathInventory inventory = rig.startSettled();
        rig.transport.remove(good);
        Await.until("the other path to be placed", () -> rig.seen(other).map().equals("mpatha"), inventory::paths);
        assertThat(rig.plane.table("mpatha")).startsWith("0 4096 ");
    }

    @Test
    void aPathOfAnotherSizeDoesNotJoinAMapThatIsAboutToGo() throws Exception {
        FakePath good = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath other = smallerClone();
        PathInventory inventory = rig.startSettled();
        rig.transport.settled(false); // others may come: nothing is loaded yet
        int looks = Collections.frequency(other.received, "12/83");
        rig.transport.remove(good);
        Await.until("two looks", () -> Collections.frequency(other.received, "12/83") > looks + 1, () -> other.received);
        rig.transport.settled(true);
        Await.until("the other path to be placed", () -> rig.seen(other).map().equals("mpatha"), inventory::paths);
        assertThat(rig.plane.table("mpatha")).startsWith("0 4096 ");
    }

    @Test
    void usesTheSerialWhenThereIsNoDesignator() throws Exception {
        FakeUnit old = new FakeUnit(Rig.UNITS[0]);
        old.identification = new DeviceIdentification(List.of(Designator.relativePort(1))).bytes();
        FakePath path = rig.path("A0", 0, old);
        rig.startSettled();
        assertThat(rig.seen(path).wwid()).isEqualTo("SMPATH_LAB-SYM_lab-0");
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
    }

    @Test
    void leavesAPathOutOfItsTableWhenItGoesAndRemovesTheMapWithItsLast() throws Exception {
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        FakePath first = rig.path("A0", 0, unit);
        FakePath second = rig.path("B0", 0, unit);
        PathInventory inventory = rig.startSettled();
        rig.transport.remove(first);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(second.name());
        rig.transport.remove(second);
        rig.settle();
        assertThat(rig.plane.names()).isEmpty();
        assertThat(inventory.paths()).isEmpty();
        rig.passReactor();
        assertThat(first.listenerCount()).isZero();
    }

    @Test
    void removesThePathsOfATransportThatLeaves() throws Exception {
        addLab();
        PathInventory inventory = rig.startSettled();
        inventory.unbindTransport(rig.transport);
        rig.settle();
        assertThat(inventory.paths()).isEmpty();
        assertThat(rig.plane.names()).isEmpty();
    }

    @Test
    void leavesTheMapsAloneWhenItStops() throws Exception {
        addLab();
        PathInventory inventory = rig.startSettled();
        inventory.stop();
        inventory.unbindTransport(rig.transport);
        rig.passReactor();
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb mpathc");
    }

    @Test
    void triesARefusedTableAgain() throws Exception {
        rig.plane.refusal = "no room";
        FakePath path = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(path).reason()).isEqualTo("map mpatha: no room");
        rig.plane.refusal = null;
        Await.until("the table to be loaded", () -> rig.plane.loaded("mpatha").loads == 1, inventory::paths);
        Await.until("no reason", () -> rig.seen(path).reason().isEmpty(), inventory::paths);
    }

    @Test
    void placesAThousandPathsInOneBatch() throws Exception {
        for (int lun = 0; lun < 250; lun++) {
            FakeUnit unit = new FakeUnit("6024d50" + "%025x".formatted(lun));
            for (String port : PORTS) {
                rig.path(port, lun, unit);
            }
        }
        rig.times = CheckTimes.DEFAULT;
        rig.startSettled();
        assertThat(rig.plane.maps()).hasSize(250);
        assertThat(rig.plane.verbs).as("one create and one load for each map").hasSize(500);
        assertThat(rig.plane.loaded(Alias.of(250)).unit.wwid()).endsWith("f9");
    }

    /** Row 039: what comes while a transport is still looking is one change of the map, whoever announces it. */
    @Test
    void twentyPathsAtTheSameTimeAreOneChangeOfTheirMap() throws Exception {
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        rig.path("A0", 0, unit);
        PathInventory inventory = rig.startSettled();
        rig.transport.settled(false);
        List<Thread> storm = new ArrayList<>();
        for (int port = 1; port <= 20; port++) {
            String name = "S" + port;
            storm.add(new Thread(() -> {
                rig.path(name, 0, unit);
                inventory.rescan();
            }));
        }
        storm.forEach(Thread::start);
        for (Thread each : storm) {
            each.join();
        }
        rig.transport.settled(true);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").paths).hasSize(21);
        assertThat(rig.plane.loaded("mpatha").loads).as("the first table, and at most two in the storm").isBetween(2, 3);
    }

    @Test
    void showsEveryPathWithItsIdentityAndState() throws Exception {
        FakePath path = rig.path("A0", 7, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        assertThat(rig.seen(path).vendor()).isEqualTo("MPATH");
        assertThat(rig.seen(path).product()).isEqualTo("LAB-SYM");
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
        assertThat(rig.seen(path).lun()).isEqualTo(7);
        assertThat(rig.seen(path).reason()).isEmpty();
    }

    private void addLab() {
        for (int lun = 0; lun < Rig.UNITS.length; lun++) {
            FakeUnit unit = new FakeUnit(Rig.UNITS[lun]);
            for (String port : PORTS) {
                rig.path(port, lun, unit);
            }
        }
    }
}

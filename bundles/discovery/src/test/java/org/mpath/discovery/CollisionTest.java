package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.UnitSerial;

/** Units that have one WWID and are two all the same: they never meet in a map. */
class CollisionTest {
    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    /** What a unit says of itself by which any other one may be called, too. */
    private final FakeUnit unit = weak(1);

    private final FakeUnit clone = weak(2);
    private FakePath first;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        first = rig.path("A0", 0, unit);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static FakeUnit weak(int content) {
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        unit.identification = new DeviceIdentification(List.of(Designator.t10("MPATH", "clone"))).bytes();
        unit.content = lba -> block(content);
        return unit;
    }

    private static Reply block(int content) {
        byte[] block = new byte[512];
        Arrays.fill(block, (byte) content);
        return Reply.good(block);
    }

    private static long reads(FakePath path) {
        return path.received.stream().filter(each -> each.equals("28")).count();
    }

    private void assertOnlyFirst() {
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(first.name());
    }

    @Test
    void aCloneOfOtherContentIsQuarantinedAndSaysWhatEitherHolds() throws Exception {
        FakePath second = rig.path("B0", 0, clone);
        inventory = rig.startSettled();
        assertOnlyFirst();
        assertThat(rig.seen(second).map()).isEmpty();
        assertThat(rig.seen(second).reason())
                .isEqualTo("unit has other content than map mpatha of the same WWID: block 0 has digest 1bd8d04bb127"
                        + " through this path, 6caf38d53798 through lab:A0/0");
        assertThat(reads(second)).as("12 blocks, and those that differ once more").isEqualTo(24);
    }

    @Test
    void theSameContentJoins() throws Exception {
        FakePath second = rig.path("B0", 0, weak(1));
        inventory = rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(first.name(), second.name());
        assertThat(reads(second)).isEqualTo(12);
        assertThat(reads(first)).isEqualTo(12);
    }

    @Test
    void aWorldwideNameIsBelievedWithoutARead() throws Exception {
        FakeUnit other = new FakeUnit(Rig.UNITS[1]);
        FakePath one = rig.path("A0", 1, other);
        FakePath two = rig.path("B0", 1, other);
        inventory = rig.startSettled();
        assertThat(rig.plane.loaded("mpathb").paths).containsOnlyKeys(one.name(), two.name());
        assertThat(reads(one) + reads(two)).isZero();
    }

    @Test
    void itIsReadAlwaysOrNeverWhenThatIsSet() throws Exception {
        rig.rules = new MapRules(16, false, GuardRead.NEVER);
        FakePath second = rig.path("B0", 0, clone);
        inventory = rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsKey(second.name());
        assertThat(reads(second)).isZero();

        rig.rules = new MapRules(16, false, GuardRead.ALWAYS);
        rig.reconfigure();
        FakeUnit named = new FakeUnit(Rig.UNITS[1]);
        FakeUnit namedClone = new FakeUnit(Rig.UNITS[1]);
        namedClone.content = lba -> block(9);
        rig.path("A0", 1, named);
        FakePath third = rig.path("B0", 1, namedClone);
        rig.settle();
        assertThat(rig.seen(third).reason()).startsWith("unit has other content than map mpathb of the same WWID: ");
    }

    @Test
    void aSecondNumberOnTheSamePortIsADoubt() throws Exception {
        FakePath one = rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        FakeUnit other = new FakeUnit(Rig.UNITS[1]);
        other.content = lba -> block(9);
        FakePath two = rig.path("A0", 2, other);
        inventory = rig.startSettled();
        assertThat(rig.plane.loaded("mpathb").paths).containsOnlyKeys(one.name());
        assertThat(rig.seen(two).reason()).contains("other content");
    }

    @Test
    void whatIsWrittenBetweenTheReadsIsReadAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        unit.content = lba -> block(asked.incrementAndGet() <= 5 ? 3 : 1);
        FakePath second = rig.path("B0", 0, weak(1));
        inventory = rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(first.name(), second.name());
        assertThat(reads(second)).as("12 blocks and 5 again").isEqualTo(17);
    }

    @Test
    void whatCannotBeReadStaysOutUntilItCan() throws Exception {
        FakeUnit standby = weak(1);
        standby.script = cdb -> CdbFields.opcode(cdb) == Opcode.READ_10
                ? Reply.sense(SenseKey.NOT_READY, 0x04, 0x0b)
                : FakeUnit.FALLBACK;
        FakePath second = rig.path("B0", 0, standby);
        inventory = rig.startSettled();
        assertOnlyFirst();
        assertThat(rig.seen(second).reason())
                .startsWith("not sure that it is the unit of map mpatha (no worldwide designator is among what agrees), and its"
                        + " content could not be compared: block 0: NOT READY 02/04/0b");
        standby.script = cdb -> FakeUnit.FALLBACK;
        Await.until("the path to join", () -> rig.seen(second).map().equals("mpatha"), inventory::paths);
    }

    @Test
    void anotherPathOfTheMapIsReadWhenOneCannotBe() throws Exception {
        FakePath second = rig.path("B0", 0, weak(1));
        inventory = rig.startSettled();
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.READ_10
                ? Reply.sense(SenseKey.MEDIUM_ERROR, 0x11, 0)
                : FakeUnit.FALLBACK;
        FakePath third = rig.path("C0", 0, weak(1));
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(first.name(), second.name(), third.name());
    }

    @Test
    void aQuarantinedCloneStaysOutUntilAPersonAsks() throws Exception {
        FakePath second = rig.path("B0", 0, clone);
        inventory = rig.startSettled();
        long read = reads(second);
        clone.content = lba -> block(1);
        int looks = second.received.size();
        Await.until("ten more commands", () -> second.received.size() > looks + 10, second.received::size);
        assertOnlyFirst();
        assertThat(reads(second)).as("nobody asked").isEqualTo(read);
        inventory.rescan();
        Await.until("the path to join", () -> rig.seen(second).map().equals("mpatha"), inventory::paths);
    }

    @Test
    void afterAGapContentIsComparedBeforeThePathIsUsedAgain() throws Exception {
        FakeUnit behind = weak(1);
        FakePath second = rig.path("B0", 0, behind);
        inventory = rig.startSettled();
        second.cut("pulled");
        Await.until("the path to fail", () -> rig.plane.state(second.name()) == PathState.State.FAILED, rig.plane::names);
        second.unit = clone;
        second.heal();
        Await.until("the path to leave", () -> rig.seen(second).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(second).reason()).startsWith("unit has other content than map mpatha");
        assertThat(rig.plane.verbs).doesNotContain("reinstate_path " + second.name());

        second.cut("pulled again");
        second.unit = behind;
        second.heal();
        Await.until("the path to join", () -> rig.seen(second).map().equals("mpatha"), inventory::paths);
    }

    @Test
    void aPathThatWasOutForItsContentJoinsNoOtherMapAfterAGap() throws Exception {
        rig.plane.users = () -> List.of("somebody");
        FakeUnit other = new FakeUnit(Rig.UNITS[1]);
        FakePath second = rig.path("B0", 0, unit);
        rig.path("C0", 1, other);
        inventory = rig.startSettled();
        String home = rig.seen(second).map();
        leadTo(second, clone);
        Await.until("quarantine", () -> rig.seen(second).reason().contains("other content"), inventory::paths);
        leadTo(second, other);
        int asked = second.received.size();
        Await.until("its unit to be seen", () -> rig.seen(second).wwid().equals("3" + Rig.UNITS[1]), inventory::paths);
        Await.until("further checks", () -> second.received.size() > asked + 20, () -> second.received);
        assertThat(rig.seen(second).map()).isEmpty();
        leadTo(second, unit);
        Await.until("its return", () -> rig.seen(second).map().equals(home), inventory::paths);
    }

    /** Another unit is behind a path after a gap. */
    private static void leadTo(FakePath path, FakeUnit unit) {
        path.cut("pulled");
        path.reactor().execute(() -> path.unit = unit);
        path.heal();
    }

    @Test
    void afterAGapTheLastPathOfAMapIsUsedWithoutComparison() throws Exception {
        inventory = rig.startSettled();
        first.cut("pulled");
        Await.until("the path to fail", () -> rig.plane.state(first.name()) == PathState.State.FAILED, rig.plane::names);
        first.heal();
        Await.until("the path to return", () -> rig.plane.state(first.name()) == PathState.State.ACTIVE, rig.plane::names);
        assertThat(reads(first)).isZero();
    }

    @Test
    void anotherSerialAfterAGapIsQuarantinedUntilItIsTheOldOneAgain() throws Exception {
        FakeUnit behind = weak(1);
        FakePath second = rig.path("B0", 0, behind);
        inventory = rig.startSettled();
        second.cut("pulled");
        behind.serial = new UnitSerial("lab-1").bytes();
        second.heal();
        Await.until("the path to leave", () -> rig.seen(second).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(second).reason()).isEqualTo("unit has serial \"lab-1\", map mpatha of the same WWID has \"lab-0\"");
        inventory.rescan();
        rig.settle();
        assertOnlyFirst();
        assertThat(rig.seen(second).reason()).contains("serial");
        behind.serial = new UnitSerial("lab-0").bytes();
        Await.until("the path to join", () -> rig.seen(second).map().equals("mpatha"), inventory::paths);
    }

    @Test
    void aUnitThatIsExchangedWhileItIsComparedIsIdentifiedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FakeUnit behind = weak(1);
        behind.content = lba -> {
            if (asked.incrementAndGet() == 4) {
                behind.identity(Rig.UNITS[2]);
                return Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03);
            }
            return block(1);
        };
        FakePath second = rig.path("B0", 0, behind);
        inventory = rig.startSettled();
        Await.until("its own map", () -> !rig.seen(second).map().isEmpty(), inventory::paths);
        assertOnlyFirst();
        assertThat(rig.seen(second).wwid()).isEqualTo("3" + Rig.UNITS[2]);
        assertThat(rig.seen(second).checker()).isEqualTo(CheckerState.UP);
    }

    /** The unit of the map is away for as long as it is compared with; whoever writes to it hears that, and nobody else. */
    @Test
    void whatTheMapsPathReadsFromAnotherUnitIsHeldAgainstNobody() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        unit.content = lba -> {
            if (asked.incrementAndGet() == 1) {
                rig.plane.failPath("mpatha", first.name(), "UNIT ATTENTION 06/3f/03");
            }
            return block(9);
        };
        FakePath second = rig.path("B0", 0, weak(1));
        inventory = rig.startSettled();
        Await.until("its refusal", () -> rig.seen(second).reason().contains("may lead to another unit"), inventory::paths);
        unit.content = lba -> block(1);
        Await.until("the path to join", () -> rig.seen(second).map().equals("mpatha"), inventory::paths);
    }
}

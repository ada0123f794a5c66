package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/** Paths that say who the unit is, but not how large: ports in standby, or of a controller that does not own it. */
class SizeUnknownTest {
    @TempDir
    Path directory;

    private Rig rig;
    private final FakeUnit standby = new FakeUnit(Rig.UNITS[0]);
    private FakePath passive;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        standby.script = cdb -> switch (CdbFields.opcode(cdb)) {
            case Opcode.TEST_UNIT_READY, Opcode.SERVICE_ACTION_IN_16, Opcode.READ_CAPACITY_10, Opcode.MODE_SENSE_6 ->
                Reply.sense(SenseKey.NOT_READY, 0x04, 0x0b);
            default -> FakeUnit.FALLBACK;
        };
        passive = rig.path("B0", 0, standby);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void joinsTheMapWhoseSizeAnotherPathTells() throws Exception {
        FakePath active = rig.path("C0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(passive.name(), active.name());
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
        assertThat(rig.seen(passive).checker()).isEqualTo(CheckerState.GHOST);
    }

    @Test
    void waitsWithTheReasonUntilAPathTellsTheSize() throws Exception {
        PathInventory inventory = rig.startSettled();
        assertThat(rig.plane.names()).isEmpty();
        assertThat(rig.seen(passive).reason())
                .startsWith("READ CAPACITY (16): NOT READY 02/04/0b target port in standby state; no path has told the size of unit");
        FakePath active = rig.path("C0", 0, new FakeUnit(Rig.UNITS[0]));
        Await.until("both paths to be placed", () -> !rig.seen(passive).map().isEmpty(), inventory::paths);
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(passive.name(), active.name());
    }

    @Test
    void aPathThatNeedsItsControllerToTellTheSizeJoinsToo() throws Exception {
        standby.script = cdb -> switch (CdbFields.opcode(cdb)) {
            case Opcode.SERVICE_ACTION_IN_16, Opcode.READ_CAPACITY_10 -> Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x94, 0x01);
            default -> FakeUnit.FALLBACK;
        };
        rig.path("C0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").paths).containsKey(passive.name());
    }

    @Test
    void aPathWhoseSizeTurnsOutToBeAnotherLeavesTheMap() throws Exception {
        rig.path("C0", 0, new FakeUnit(Rig.UNITS[0]));
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(passive).map()).isEqualTo("mpatha");
        standby.capacity = new ReadCapacity(4096, 512, 0, false, false);
        standby.script = cdb -> FakeUnit.FALLBACK;
        Await.until("the path to leave", () -> rig.seen(passive).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(passive).reason()).isEqualTo("unit has 4096 blocks, map mpatha of the same WWID has 131072");
    }
}

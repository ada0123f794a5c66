package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/** Paths through a controller that does not own the unit: it says who it is there, but not how large. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PassivePathTest {
    private static final Reply STANDBY = Reply.sense(SenseKey.NOT_READY, 0x04, 0x0b);
    /** RDAC: not the current owner. */
    private static final Reply NOT_OWNER = Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x94, 0x01);

    @TempDir
    Path directory;

    private Rig rig;
    private final FakeUnit owner = new FakeUnit(Rig.UNITS[0]);
    private final FakeUnit passive = new FakeUnit(Rig.UNITS[0]);

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        refuse(STANDBY);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void refuse(Reply reply) {
        passive.script = cdb -> switch (CdbFields.opcode(cdb)) {
            case Opcode.INQUIRY -> FakeUnit.FALLBACK;
            default -> reply;
        };
    }

    private void takeOver() {
        passive.script = cdb -> FakeUnit.FALLBACK;
    }

    @Test
    void joinsTheMapOfItsUnitAndIsThereForAFailover() throws Exception {
        FakePath ghost = rig.path("A0", 0, passive);
        FakePath path = rig.path("B0", 0, owner);
        rig.startSettled();
        assertThat(rig.seen(ghost).map()).isEqualTo("mpatha");
        assertThat(rig.seen(ghost).checker()).isEqualTo(CheckerState.GHOST);
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).as("as the owner says").isEqualTo(131_072);
        assertThat(rig.plane.state(ghost.name())).isEqualTo(PathState.State.ACTIVE);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void joinsWhenItRefusesInItsMakersWords() throws Exception {
        refuse(NOT_OWNER);
        FakePath path = rig.path("A0", 0, passive);
        rig.path("B0", 0, owner);
        rig.startSettled();
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
    }

    @Test
    void isInNoMapWithTheReasonUntilAnotherPathTellsTheSize() throws Exception {
        FakePath ghost = rig.path("A0", 0, passive);
        rig.startSettled();
        assertThat(rig.seen(ghost).map()).isEmpty();
        assertThat(rig.seen(ghost).reason()).isEqualTo("READ CAPACITY (16): NOT READY 02/04/0b target port in standby state;"
                + " no path has told the size of unit 3" + Rig.UNITS[0] + " yet");
        assertThat(rig.plane.names()).isEmpty();

        rig.path("B0", 0, owner);
        Await.until("both in the map", () -> rig.seen(ghost).map().equals("mpatha"), () -> rig.seen(ghost));
        assertThat(rig.seen(ghost).reason()).as("a ghost says what it waits for").contains("02/04/0b");
    }

    @Test
    void makesItsMapAsSoonAsItTellsItsSize() throws Exception {
        FakePath path = rig.path("A0", 0, passive);
        rig.startSettled();
        takeOver();
        Await.until("its map", () -> rig.seen(path).map().equals("mpatha"), () -> rig.seen(path));
        assertThat(rig.plane.loaded("mpatha").unit.blocks()).isEqualTo(131_072);
    }

    @Test
    void isUsedAgainAfterItsLinkWasLostThoughItTellsNoSize() throws Exception {
        FakePath ghost = rig.path("A0", 0, passive);
        rig.path("B0", 0, owner);
        rig.startSettled();
        ghost.cut("pulled");
        Await.until("failed", () -> rig.plane.state(ghost.name()) == PathState.State.FAILED, () -> rig.seen(ghost));
        ghost.heal();
        Await.until("used again", () -> rig.plane.state(ghost.name()) == PathState.State.ACTIVE, () -> rig.seen(ghost));
    }

    @Test
    void leavesTheMapWhenTheSizeItTellsLaterIsAnother() throws Exception {
        passive.capacity = new ReadCapacity(4096, 512, 0, true, true);
        FakePath path = rig.path("A0", 0, passive);
        rig.path("B0", 0, owner);
        rig.startSettled();
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
        takeOver();
        Await.until("out of the map", () -> rig.seen(path).map().isEmpty(), () -> rig.seen(path));
        assertThat(rig.seen(path).reason()).contains("4096 blocks").contains("131072");
    }
}

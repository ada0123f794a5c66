package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.ReportLuns;
import org.mpath.scsi.UnitSerial;
import org.mpath.target.array.HdsArray;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.FileStore;
import org.mpath.target.store.MemoryStore;

/** Units that come, go, grow and change places, and how initiators hear of it. */
class UnitChangesTest {
    private final Array array = SymmetricArray.create("lab", 2, 1);
    private final byte[] cdb = new byte[16];
    private Host a;
    private Host b;

    @BeforeEach
    void build() {
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(1, new MemoryStore(2 << 20));
        a = new Host(array.ports().get(0)).settled(0).settled(1);
        b = new Host(array.ports().get(1)).settled(0).settled(1);
    }

    private String serial(Host host, int lun) {
        return UnitSerial.parse(host.read(lun, cdb, Cdb.inquiryPage(cdb, 0x80, 252), 252)).serial();
    }

    private int reported(Host host) {
        return ReportLuns.parse(host.read(0, cdb, Cdb.reportLuns(cdb, 256), 256)).luns().size();
    }

    private long bytes(Host host, int lun) {
        return ReadCapacity.parse16(host.read(lun, cdb, Cdb.readCapacity16(cdb, 32), 32)).blocks() * 512;
    }

    @Test
    void aNewUnitIsTold() {
        array.addUnit(5, new MemoryStore(1 << 20));
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/3f/0e");
        assertThat(b.testUnitReady(1).answer()).isEqualTo("06/3f/0e");
        assertThat(reported(a)).isEqualTo(3);
    }

    @Test
    void isNotToldOnceTheUnitsAreReported() {
        array.addUnit(5, new MemoryStore(1 << 20));
        assertThat(reported(a)).isEqualTo(3);
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(a.testUnitReady(1).answer()).isEqualTo("GOOD");
        assertThat(b.testUnitReady(0).answer()).as("another nexus").isEqualTo("06/3f/0e");
    }

    @Test
    void aRemovedUnitIsToldAndItsTasksEnd() throws Exception {
        Command held = new Command();
        held.carry(new byte[16], 6, null, 0, 0, new byte[252]);
        a.nexus.hold(1, held);
        array.removeUnit(1);
        assertThat(held.state()).isEqualTo(Command.State.ENDED);
        assertThat(a.testUnitReady(1).answer()).isEqualTo("05/25/00");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/3f/0e");
        assertThat(reported(a)).isEqualTo(1);
        assertThatThrownBy(() -> array.removeUnit(1)).hasMessage("array lab has no unit 1");
    }

    @Test
    void anotherUnitAtTheSameNumberIsNewToEverybodyAndAnotherToWhoKnewTheFirst() throws Exception {
        array.removeUnit(1);
        array.addUnit(1, new MemoryStore(1 << 20));
        assertThat(a.testUnitReady(1).answer()).isEqualTo("06/3f/03");
        assertThat(a.testUnitReady(1).answer()).isEqualTo("06/29/00");
        assertThat(new Host(array.ports().get(0)).testUnitReady(1).answer()).isEqualTo("06/29/00");
    }

    @Test
    void aUnitThatGrowsIsToldAndKeepsItsBytes() throws Exception {
        byte[] block = Host.pattern(512, 7);
        a.writeBlocks(0, 2047, block);
        array.resizeUnit(0, 3L << 30);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("06/2a/09");
        assertThat(bytes(b, 0)).isEqualTo(3L << 30);
        assertThat(b.readBlocks(0, 2047, 1)).isEqualTo(block);
        b.writeBlocks(0, (3L << 30) / 512 - 1, block);
        assertThat(b.answer()).isEqualTo("GOOD");
    }

    @Test
    void aUnitThatShrinksLosesWhatIsBeyond() throws Exception {
        a.writeBlocks(0, 2000, Host.pattern(512, 7));
        array.resizeUnit(0, 512 << 10);
        a.testUnitReady(0);
        a.readBlocks(0, 2000, 1);
        assertThat(a.answer()).isEqualTo("05/21/00");
        array.resizeUnit(0, 1 << 20);
        a.testUnitReady(0);
        assertThat(a.readBlocks(0, 2000, 1)).containsOnly(0);
        assertThatThrownBy(() -> array.resizeUnit(0, 700)).hasMessage("700 bytes are not whole blocks of 512");
    }

    @Test
    void aFileGrowsAndShrinks(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("disk.img");
        try (FileStore store = FileStore.open(file, 1 << 20)) {
            store.resize(3 << 20);
            assertThat(file).hasSize(3 << 20);
            store.resize(1 << 19);
            assertThat(file).hasSize(1 << 19);
            assertThat(store.bytes()).isEqualTo(1 << 19);
        }
    }

    @Test
    void swappedUnitsChangePlacesWithTheirBytes() {
        a.writeBlocks(0, 0, Host.pattern(512, 1));
        String before = serial(a, 0);
        array.swapUnits(0, 1);
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/3f/03");
        assertThat(a.testUnitReady(1).answer()).isEqualTo("06/3f/03");
        assertThat(serial(a, 1)).isEqualTo(before);
        assertThat(a.readBlocks(1, 0, 1)).isEqualTo(Host.pattern(512, 1));
        assertThat(a.readBlocks(0, 0, 1)).containsOnly(0);
        assertThat(bytes(a, 0)).isEqualTo(2 << 20);
    }

    /** The unit's attention is not over before the initiator heard of it: it may have sent more by then. */
    @Test
    void nothingSentBeforeTheHostHeardOfASwapReachesTheOtherUnit() {
        a.nexus.confirmDelivery();
        array.swapUnits(0, 1);
        Host behind = new Host(a.nexus);
        a.writeBlocks(0, 0, Host.pattern(512, 1));
        assertThat(a.answer()).isEqualTo("06/3f/03");
        assertThat(behind.writeBlocks(0, 0, Host.pattern(512, 2)).answer()).isEqualTo("06/3f/03");
        assertThat(behind.readBlocks(0, 0, 1)).as("no bytes of the other unit").isEmpty();
        assertThat(behind.answer()).isEqualTo("06/3f/03");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("06/3f/03");
        assertThat(b.readBlocks(0, 0, 1)).as("the unit it was not meant for").containsOnly(0);
        a.command.delivered();
        assertThat(behind.writeBlocks(0, 0, Host.pattern(512, 2)).answer()).isEqualTo("GOOD");
    }

    /** The number may have been without a unit for so short a time that nobody noticed. */
    @Test
    void nothingThatWasMeantForARemovedUnitReachesTheOneAddedAtItsNumber() throws IOException {
        a.writeBlocks(0, 0, Host.pattern(512, 1));
        String before = serial(a, 0);
        array.removeUnit(0);
        array.addUnit(0, new MemoryStore(1 << 20));
        assertThat(a.writeBlocks(0, 0, Host.pattern(512, 2)).answer()).isEqualTo("06/3f/03");
        assertThat(a.readBlocks(0, 0, 1)).as("after the news of a unit that is new").isEmpty();
        a.settled(0);
        assertThat(a.readBlocks(0, 0, 1)).containsOnly(0);
        assertThat(serial(a, 0)).isNotEqualTo(before).isEqualTo(serial(b, 0));
    }

    @Test
    void aSecondSwapIsToldToWhoHeardOfTheFirst() {
        a.nexus.confirmDelivery();
        array.swapUnits(0, 1);
        a.testUnitReady(0);
        array.swapUnits(0, 1);
        a.command.delivered();
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/3f/03");
        a.command.delivered();
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void whatTheArrayHeldAtASwapIsNotCarriedOutOnTheOtherUnit() {
        Host held = new Host(a.nexus);
        ByteBuffer data = ByteBuffer.wrap(Host.pattern(512, 1));
        held.command.carry(cdb, Cdb.write(cdb, 0, 1, false), data, 0, 512, held.sense);
        a.nexus.hold(0, held.command);
        array.swapUnits(0, 1);
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/3f/03");
        assertThat(a.nexus.resume(held.command)).isTrue();
        assertThat(held.answer()).as("the host has heard, but sent it before").isEqualTo("06/3f/03");
        assertThat(a.readBlocks(0, 0, 1)).containsOnly(0);
    }

    @Test
    void whatAnArrayPassesOnToTheOwnerAtASwapIsNotCarriedOutOnTheOtherUnit() {
        Array hds = new HdsArray().create("hds", 2, 1, Map.of("crossing", "3"));
        hds.addUnit(0, new MemoryStore(1 << 20));
        hds.addUnit(1, new MemoryStore(1 << 20));
        Host crossing = new Host(hds.ports().get(1)).settled(0);
        crossing.writeBlocks(0, 0, Host.pattern(512, 1));
        assertThat(crossing.answer()).isEqualTo("none yet");
        hds.swapUnits(0, 1);
        hds.agenda().advance(3_000_000);
        assertThat(crossing.answer()).isEqualTo("06/3f/03");
        assertThat(new Host(hds.ports().get(0)).settled(0).readBlocks(0, 0, 1)).containsOnly(0);
    }

    @Test
    void aResetDoesNotHideASwap() {
        array.swapUnits(0, 1);
        b.nexus.resetUnit(0);
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/3f/03");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/29/03");
    }

    @Test
    void requestSenseTellsOfASwapToo() {
        array.swapUnits(0, 1);
        byte[] sense = a.read(0, Host.cdb(6, 0x03, 0, 0, 0, 252), 6, 252);
        assertThat(Host.senseText(sense, 18)).isEqualTo("06/3f/03");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
    }
}

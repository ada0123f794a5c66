package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Lun;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.ReportLuns;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.FileStore;
import org.mpath.target.store.MemoryStore;

/** REPORT LUNS, READ CAPACITY, MODE SENSE. */
class ParameterCommandTest {
    private static final long THREE_TEBIBYTES = 3L << 40;

    private final Array array = SymmetricArray.create("lab", 1, 1);
    private final byte[] cdb = new byte[16];
    private Host host;

    @BeforeEach
    void build() {
        array.addUnit(0, new MemoryStore(64 << 20));
        array.addUnit(2, new MemoryStore(THREE_TEBIBYTES));
        array.addUnit(300, new MemoryStore(1 << 20));
        host = new Host(array.ports().get(0)).settled(0).settled(2);
    }

    @Test
    void reportsItsUnitsAtAnyNumber() {
        for (int lun : new int[] {0, 2, 9}) {
            byte[] answer = host.read(lun, cdb, Cdb.reportLuns(cdb, 4096), 4096);
            assertThat(ReportLuns.parse(answer).luns()).containsExactly(Lun.of(0), Lun.of(2), Lun.of(300));
        }
    }

    @Test
    void reportsNoWellKnownUnits() {
        Cdb.reportLuns(cdb, 4096);
        cdb[2] = 1;
        assertThat(ReportLuns.parse(host.read(0, cdb, 12, 4096)).luns()).isEmpty();
        cdb[2] = 2;
        assertThat(ReportLuns.parse(host.read(0, cdb, 12, 4096)).luns()).hasSize(3);
        cdb[2] = 3;
        host.read(0, cdb, 12, 4096);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }

    @Test
    void refusesRoomForLessThanOneUnit() {
        host.read(0, cdb, Cdb.reportLuns(cdb, 15), 15);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }

    @Test
    void tellsItsCapacity() {
        byte[] ten = host.read(0, cdb, Cdb.readCapacity10(cdb), 8);
        byte[] sixteen = host.read(0, cdb, Cdb.readCapacity16(cdb, 32), 32);

        assertThat(ReadCapacity.parse10(ten).blocks()).isEqualTo(131_072);
        assertThat(ReadCapacity.parse16(sixteen)).isEqualTo(new ReadCapacity(131_072, 512, 0, true, true));
    }

    @Test
    void tellsACapacityBeyondTwoTebibytes() {
        assertThat(ReadCapacity.parse10(host.read(2, cdb, Cdb.readCapacity10(cdb), 8)).tooLargeFor10()).isTrue();
        assertThat(ReadCapacity.parse16(host.read(2, cdb, Cdb.readCapacity16(cdb, 32), 32)).blocks())
                .isEqualTo(THREE_TEBIBYTES / 512);
        byte[] bytes = Host.pattern(512, 1);
        assertThat(host.writeBlocks(2, THREE_TEBIBYTES / 512 - 1, bytes).answer()).isEqualTo("GOOD");
        assertThat(host.readBlocks(2, THREE_TEBIBYTES / 512 - 1, 1)).isEqualTo(bytes);
    }

    @Test
    void refusesAnotherServiceAction() {
        Cdb.readCapacity16(cdb, 32);
        cdb[1] = 0x12;
        host.read(0, cdb, 16, 32);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }

    @Test
    void honoursFuaAndHasNoVolatileCacheInMemory() {
        byte[] six = host.read(0, cdb, Cdb.modeSense6(cdb, ModeSense.ALL_PAGES, 255), 255);
        byte[] ten = host.read(0, Host.cdb(10, Opcode.MODE_SENSE_10, 0, ModeSense.CACHING_PAGE, 0, 0, 0, 0, 0, 200), 10, 200);

        assertThat(six).hasSize(4 + 20 + 12);
        assertThat(ten).hasSize(8 + 20);
        assertThat(ModeSense.parse6(six)).isEqualTo(new ModeSense(false, true, false));
        assertThat(ModeSense.parse10(ten)).isEqualTo(new ModeSense(false, true, false));
    }

    @Test
    void tellsWriteProtection() {
        array.unit(0).writeProtect(true);
        byte[] answer = host.read(0, cdb, Cdb.modeSense6(cdb, ModeSense.CONTROL_PAGE, 255), 255);
        assertThat(ModeSense.parse6(answer).writeProtected()).isTrue();
    }

    @Test
    void hasAVolatileCacheOverAFile(@TempDir Path folder) throws IOException {
        try (Array files = SymmetricArray.create("files", 1, 1)) {
            files.addUnit(0, FileStore.open(folder.resolve("disk.img"), 1 << 20));
            Host other = new Host(files.ports().get(0)).settled(0);
            byte[] answer = other.read(0, cdb, Cdb.modeSense6(cdb, ModeSense.CACHING_PAGE, 255), 255);
            assertThat(ModeSense.parse6(answer).writeCache()).isTrue();
        }
    }

    @Test
    void tellsThatNothingInItsModePagesCanBeChanged() {
        byte[] answer = host.read(0, Host.cdb(6, Opcode.MODE_SENSE_6, 0, 0x48, 0, 255), 6, 255);
        assertThat(answer).startsWith(23, 0, 0x10, 0, 0x08, 0x12);
        assertThat(Arrays.copyOfRange(answer, 6, answer.length)).containsOnly(0);
    }

    @Test
    void refusesSavedValuesUnknownPagesAndSubpages() {
        host.read(0, Host.cdb(6, Opcode.MODE_SENSE_6, 0, 0xc8, 0, 255), 6, 255);
        assertThat(host.answer()).isEqualTo("05/39/00");
        host.read(0, Host.cdb(6, Opcode.MODE_SENSE_6, 0, 0x2c, 0, 255), 6, 255);
        assertThat(host.answer()).isEqualTo("05/24/00");
        host.read(0, Host.cdb(6, Opcode.MODE_SENSE_6, 0, 0x0a, 1, 255), 6, 255);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }
}

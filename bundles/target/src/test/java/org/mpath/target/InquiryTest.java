package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.scsi.BlockCharacteristics;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Provisioning;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.UnitSerial;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.FileStore;
import org.mpath.target.store.MemoryStore;

class InquiryTest {
    private final Array array = SymmetricArray.create("lab", 2, 2);
    private final byte[] cdb = new byte[16];

    private Host host(int port) {
        if (array.unit(0) == null) {
            array.addUnit(0, new MemoryStore(1 << 20));
            array.addUnit(3, new MemoryStore(1 << 20));
        }
        return new Host(array.ports().get(port));
    }

    private byte[] page(Host host, int lun, int page) {
        return host.read(lun, cdb, Cdb.inquiryPage(cdb, page, 255), 255);
    }

    @Test
    void tellsVendorProductAndThatItIsADisk() {
        Host host = host(0);
        byte[] answer = host.read(0, cdb, Cdb.inquiry(cdb, 96), 96);

        Inquiry inquiry = Inquiry.parse(answer);
        assertThat(host.answer()).isEqualTo("GOOD");
        assertThat(inquiry.paddedVendor()).isEqualTo("MPATH   ");
        assertThat(inquiry.paddedProduct()).isEqualTo("LAB-SYM         ");
        assertThat(inquiry.qualifier()).isZero();
        assertThat(inquiry.deviceType()).isEqualTo(Inquiry.TYPE_DISK);
        assertThat(inquiry.tpgs()).isZero();
        assertThat(inquiry.commandQueuing()).isTrue();
    }

    @Test
    void cutsItsAnswerToTheAllocationLength() {
        Host host = host(0);
        assertThat(host.read(0, cdb, Cdb.inquiry(cdb, 36), 255)).hasSize(36);
        assertThat(host.command.residual()).isEqualTo(255 - 36);
    }

    @Test
    void tellsByANegativeResidualThatTheInitiatorExpectedTooLittle() {
        Host host = host(0);
        assertThat(host.read(0, cdb, Cdb.inquiry(cdb, 96), 36)).hasSize(36);
        assertThat(host.command.residual()).isEqualTo(36 - 96);
    }

    @Test
    void answersQualifierThreeWhereThereIsNoUnit() {
        Host host = host(0);
        byte[] answer = host.read(7, cdb, Cdb.inquiry(cdb, 96), 96);

        assertThat(host.answer()).isEqualTo("GOOD");
        assertThat(answer[0] & 0xff).isEqualTo(0x7f);
        page(host, 7, 0x83);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }

    @Test
    void listsTheVitalProductPagesItHas() {
        assertThat(SupportedPages.parse(page(host(0), 0, 0x00)).pages())
                .isEqualTo(List.of(0x00, 0x80, 0x83, 0xb0, 0xb1, 0xb2));
    }

    @Test
    void refusesAPageItDoesNotHaveAndAPageCodeWithoutEvpd() {
        Host host = host(0);
        page(host, 0, 0xc9);
        assertThat(host.answer()).isEqualTo("05/24/00");
        host.read(0, Host.cdb(6, 0x12, 0, 0x83, 0, 96), 6, 96);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }

    @Test
    void namesTheUnitAlikeThroughEveryPortAndThePortByItself() {
        DeviceIdentification first = DeviceIdentification.parse(page(host(0), 3, 0x83));
        DeviceIdentification last = DeviceIdentification.parse(page(host(3), 3, 0x83));

        assertThat(ofUnit(first)).isEqualTo(ofUnit(last)).hasSize(2);
        assertThat(ofUnit(first)).isNotEqualTo(ofUnit(DeviceIdentification.parse(page(host(0), 0, 0x83))));
        assertThat(first.relativePort()).hasValue(1);
        assertThat(last.relativePort()).hasValue(4);
        assertThat(first.portGroup()).hasValue(1);
        assertThat(last.portGroup()).hasValue(2);
    }

    @Test
    void hasARegisteredExtendedNaaDesignator() {
        Designator naa = ofUnit(DeviceIdentification.parse(page(host(0), 0, 0x83))).get(0);

        assertThat(naa.type()).isEqualTo(Designator.TYPE_NAA);
        assertThat(naa.bytes()).hasSize(16).startsWith(0x60, 0x24, 0xd5);
    }

    private static List<Designator> ofUnit(DeviceIdentification page) {
        return page.designators().stream()
                .filter(designator -> designator.association() == Designator.ASSOCIATION_UNIT)
                .toList();
    }

    @Test
    void hasASerialNumber() {
        assertThat(UnitSerial.parse(page(host(0), 3, 0x80)).serial()).isEqualTo("lab-3");
    }

    @Test
    void tellsItsLimits() {
        BlockLimits limits = BlockLimits.parse(page(host(0), 0, 0xb0));
        assertThat(limits.transferMax()).isEqualTo(LogicalUnit.TRANSFER_BLOCKS_MAX);
        assertThat(limits.writeSameMax()).isEqualTo(LogicalUnit.TRANSFER_BLOCKS_MAX);
        assertThat(limits.unmapMax()).isEqualTo(LogicalUnit.UNMAP_BLOCKS_MAX);
        assertThat(BlockCharacteristics.parse(page(host(0), 0, 0xb1)).rotationRate()).isEqualTo(1);
        assertThat(Provisioning.parse(page(host(0), 0, 0xb2)))
                .isEqualTo(new Provisioning(true, true, false, true, Provisioning.THIN));
    }

    @Test
    void promisesNoUnmapOnAFile(@TempDir Path folder) throws IOException {
        try (Array files = SymmetricArray.create("files", 1, 1)) {
            files.addUnit(0, FileStore.open(folder.resolve("disk.img"), 1 << 20));
            Host host = new Host(files.ports().get(0));
            assertThat(BlockLimits.parse(page(host, 0, 0xb0)).unmapMax()).isZero();
            assertThat(Provisioning.parse(page(host, 0, 0xb2)).unmap()).isFalse();
        }
    }
}

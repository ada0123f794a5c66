package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Opcode;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.MemoryStore;

class UnitAttentionTest {
    private final Array array = SymmetricArray.create("lab", 2, 2);
    private final byte[] cdb = new byte[16];

    @BeforeEach
    void build() {
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(1, new MemoryStore(1 << 20));
    }

    @Test
    void isReportedOncePerNexusAndUnit() {
        Host first = new Host(array.ports().get(0));
        assertThat(first.testUnitReady(0).answer()).isEqualTo("06/29/00");
        assertThat(first.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(first.testUnitReady(1).answer()).isEqualTo("06/29/00");
        assertThat(first.testUnitReady(1).answer()).isEqualTo("GOOD");

        Host second = new Host(array.ports().get(1));
        assertThat(second.testUnitReady(0).answer()).isEqualTo("06/29/00");
        assertThat(first.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void waitsAgainForANexusThatLogsInAnew() {
        new Host(array.ports().get(0)).settled(0);
        assertThat(new Host(array.ports().get(0)).testUnitReady(0).answer()).isEqualTo("06/29/00");
    }

    @Test
    void isLeftPendingByInquiryAndReportLuns() {
        Host host = new Host(array.ports().get(0));
        host.read(0, cdb, Cdb.inquiry(cdb, 96), 96);
        assertThat(host.answer()).isEqualTo("GOOD");
        host.read(0, cdb, Cdb.reportLuns(cdb, 96), 96);
        assertThat(host.answer()).isEqualTo("GOOD");
        assertThat(host.testUnitReady(0).answer()).isEqualTo("06/29/00");
    }

    @Test
    void isToldByRequestSenseAsData() {
        Host host = new Host(array.ports().get(0));
        byte[] sense = host.read(0, Host.cdb(6, Opcode.REQUEST_SENSE, 0, 0, 0, 252), 6, 252);
        assertThat(host.answer()).isEqualTo("GOOD");
        assertThat(Host.senseText(sense, sense.length)).isEqualTo("06/29/00");
        assertThat(host.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void goesBeforeAnUnknownOperationCode() {
        Host host = new Host(array.ports().get(0));
        assertThat(host.send(0, Host.cdb(6, 0x1d), 6).answer()).isEqualTo("06/29/00");
        assertThat(host.send(0, Host.cdb(6, 0x1d), 6).answer()).isEqualTo("05/20/00");
    }

    @Test
    void doesNotCarryOutTheCommandItStops() {
        Host host = new Host(array.ports().get(0));
        assertThat(host.writeBlocks(0, 0, Host.pattern(512, 1)).answer()).isEqualTo("06/29/00");
        assertThat(host.readBlocks(0, 0, 1)).containsOnly(0);
    }

    @Test
    void requestSenseHasNothingToTellOtherwise() {
        Host host = new Host(array.ports().get(0)).settled(0);
        byte[] fixed = host.read(0, Host.cdb(6, Opcode.REQUEST_SENSE, 0, 0, 0, 252), 6, 252);
        byte[] descriptor = host.read(0, Host.cdb(6, Opcode.REQUEST_SENSE, 1, 0, 0, 252), 6, 252);
        assertThat(fixed).hasSize(18).startsWith(0x70);
        assertThat(descriptor).hasSize(8).startsWith(0x72);
        assertThat(Host.senseText(fixed, 18)).isEqualTo("00/00/00");
    }

    @Test
    void requestSenseTellsThatThereIsNoUnit() {
        Host host = new Host(array.ports().get(0));
        byte[] sense = host.read(9, Host.cdb(6, Opcode.REQUEST_SENSE, 0, 0, 0, 252), 6, 252);
        assertThat(host.answer()).isEqualTo("GOOD");
        assertThat(Host.senseText(sense, sense.length)).isEqualTo("05/25/00");
    }
}

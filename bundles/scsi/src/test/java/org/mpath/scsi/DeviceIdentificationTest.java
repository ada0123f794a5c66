package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceIdentificationTest {
    private static final DeviceIdentification LAB = new DeviceIdentification(List.of(
            Designator.t10("MPATH", "lab:0"),
            Designator.naa(HexFormat.of().parseHex("6000000000000000000000000000000a")),
            Designator.relativePort(0x0102),
            Designator.portGroup(0xfffe),
            Designator.name(Designator.ASSOCIATION_PORT, "iqn.2026-11.org.example:t1,t,0x0001")));

    @Test
    void buildsWhatItParses() {
        assertThat(DeviceIdentification.parse(LAB.bytes())).isEqualTo(LAB);
    }

    @Test
    void tellsThePortAndItsGroup() {
        assertThat(LAB.relativePort()).hasValue(0x0102);
        assertThat(LAB.portGroup()).hasValue(0xfffe);
    }

    @Test
    void doesNotTakeAUnitDesignatorForThePort() {
        byte[] four = {0, 0, 0, 7};
        DeviceIdentification page = new DeviceIdentification(List.of(
                new Designator(Designator.ASSOCIATION_UNIT, Designator.TYPE_RELATIVE_PORT, 1, four),
                new Designator(Designator.ASSOCIATION_PORT, Designator.TYPE_PORT_GROUP, 1, new byte[] {0, 7})));
        assertThat(page.relativePort()).isEmpty();
        assertThat(page.portGroup()).isEmpty();
    }

    @Test
    void keepsWhatCameBeforeADesignatorThatRunsOver() {
        byte[] page = LAB.bytes();
        page[4 + 4 + 13 + 3] = (byte) 200; // length of the second designator
        DeviceIdentification parsed = DeviceIdentification.parse(page);
        assertThat(parsed.designators()).containsExactly(LAB.designators().get(0));
        assertThat(parsed.defect()).startsWith("VPD page 83h, byte 24: designator of 200 bytes, ").endsWith(" left in the page");
    }

    @Test
    void endsOnDesignatorsOfNoLength() {
        byte[] page = new byte[4 + 65535];
        page[1] = (byte) 0x83;
        page[2] = page[3] = (byte) 0xff;
        assertThat(DeviceIdentification.parse(page).designators()).hasSize(DeviceIdentification.DESIGNATORS_MAX);
    }
}

package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModeSelectTest {
    private static byte[] bytes(String hex) {
        return TargetPortGroupsTest.bytes(hex);
    }

    @Test
    void readsPagesOfBothFormatsBehindBlockDescriptors() {
        ModeSelect six = ModeSelect.parse6(bytes("00 00 00 08 01 02 03 04 05 06 07 08 22 02 81 ff"));
        assertThat(six.pages()).hasSize(1);
        assertThat(six.pages().get(0).code()).isEqualTo(0x22);
        assertThat(six.pages().get(0).bytes()).isEqualTo(bytes("22 02 81 ff"));

        ModeSelect ten = ModeSelect.parse10(bytes("00 00 00 00 00 00 00 00 88 01 07 6c 01 00 02 aa bb"));
        assertThat(ten.pages()).extracting(ModeSelect.Page::code).containsExactly(0x08, 0x2c);
        assertThat(ten.pages()).extracting(ModeSelect.Page::subpage).containsExactly(0, 1);
        assertThat(ten.pages().get(1).bytes()).isEqualTo(bytes("6c 01 00 02 aa bb"));
    }

    @Test
    void refusesPagesThatRunBeyondTheList() {
        assertThatThrownBy(() -> ModeSelect.parse6(bytes("00 00 00 00 22 09 81")))
                .isInstanceOf(MalformedResponse.class);
        assertThatThrownBy(() -> ModeSelect.parse6(bytes("00 00 00 08 22 02 81 ff")))
                .hasMessageContaining("block descriptors end after the list's 8 bytes");
        assertThatThrownBy(() -> ModeSelect.parse10(new byte[7])).hasMessageContaining("ends after 7 bytes");
    }

    @Test
    void buildsBothCommands() {
        byte[] cdb = new byte[16];
        assertThat(Cdb.modeSelect6(cdb, false, 0x6e)).isEqualTo(6);
        assertThat(Arrays.copyOf(cdb, 6)).isEqualTo(bytes("15 00 00 00 6e 00"));
        assertThat(CdbFields.parameterLength(cdb)).isEqualTo(0x6e);
        assertThat(Cdb.modeSelect6(cdb, true, 8)).isEqualTo(6);
        assertThat(Arrays.copyOf(cdb, 6)).isEqualTo(bytes("15 10 00 00 08 00"));
        assertThat(Cdb.modeSelect10(cdb, false, 0x134)).isEqualTo(10);
        assertThat(Arrays.copyOf(cdb, 10)).isEqualTo(bytes("55 00 00 00 00 00 00 01 34 00"));
        assertThat(CdbFields.parameterLength(cdb)).isEqualTo(0x134);
        assertThat(CdbFields.savePages(cdb)).isFalse();
    }
}

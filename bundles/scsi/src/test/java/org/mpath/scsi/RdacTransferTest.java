package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mode page 2Ch in both widths, byte by byte (seed-systems 4.1). */
class RdacTransferTest {
    static RdacTransfer transfer(boolean wide, int... luns) {
        BitSet set = new BitSet();
        Arrays.stream(luns).forEach(set::set);
        return RdacTransfer.of(wide, set);
    }

    @Test
    void theListOfModeSelect6HasRoomFor32Volumes() {
        byte[] list = new byte[110];
        list[4] = 0x2c;
        list[5] = 0x68;
        list[39] = 0x02;
        list[42] = 0x14;
        list[43] = 0x02;
        list[44] = (byte) 0x81;
        list[75] = (byte) 0x81;
        assertThat(transfer(false, 0, 31).list()).isEqualTo(list);
        byte[] cdb = new byte[16];
        assertThat(Cdb.modeSelect6(cdb, false, list.length)).isEqualTo(6);
        assertThat(Arrays.copyOf(cdb, 6)).isEqualTo(TargetPortGroupsTest.bytes("15 00 00 00 6e 00"));
        ModeSelect.Page page = ModeSelect.parse6(list).pages().get(0);
        assertThat(page.code()).isEqualTo(RdacTransfer.PAGE);
        assertThat(RdacTransfer.parse(page.bytes())).isEqualTo(transfer(false, 0, 31));
    }

    @Test
    void theListOfModeSelect10HasRoomFor256Volumes() {
        byte[] list = new byte[308];
        list[8] = 0x6c;
        list[9] = 0x01;
        list[10] = 0x01;
        list[11] = 0x28;
        list[45] = 0x02;
        list[48] = 0x14;
        list[49] = 0x02;
        list[50 + 31] = (byte) 0x81;
        list[50 + 32] = (byte) 0x81;
        list[305] = (byte) 0x81;
        assertThat(transfer(true, 31, 32, 255).list()).isEqualTo(list);
        byte[] cdb = new byte[16];
        assertThat(Cdb.modeSelect10(cdb, false, list.length)).isEqualTo(10);
        assertThat(Arrays.copyOf(cdb, 10)).isEqualTo(TargetPortGroupsTest.bytes("55 00 00 00 00 00 00 01 34 00"));
        ModeSelect.Page page = ModeSelect.parse10(list).pages().get(0);
        assertThat(page.code()).isEqualTo(RdacTransfer.PAGE);
        assertThat(page.subpage()).isEqualTo(RdacTransfer.SUBPAGE);
        assertThat(RdacTransfer.parse(page.bytes())).isEqualTo(transfer(true, 31, 32, 255));
    }

    @ParameterizedTest
    @CsvSource({"false, 31, true", "false, 32, false", "true, 32, true", "true, 255, true", "true, 256, false"})
    void aVolumeThatTheListHasNoRoomForIsNeverAskedFor(boolean wide, int lun, boolean fits) {
        if (fits) {
            assertThat(transfer(wide, lun).luns().get(lun)).isTrue();
        } else {
            assertThatThrownBy(() -> transfer(wide, lun))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("LUN " + lun);
        }
    }

    @Test
    void whatIsHereIsMarkedOtherwiseThanWhatMoves() {
        byte[] page = transfer(false, 3).current();
        assertThat(page[2 + 38 + 3]).isEqualTo((byte) 0x01);
        assertThat(RdacTransfer.parse(page).luns().isEmpty()).as("a page that was read moves nothing").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2c 68, 105", "2c 68, 107", "6c 01 01 28, 299", "6c 02 01 28, 300", "2d 68, 106", "2c 68, 1"})
    void aPageThatIsNotWholeOrAnotherIsRefused(String header, int bytes) {
        byte[] page = new byte[Math.max(4, bytes)];
        byte[] start = TargetPortGroupsTest.bytes(header);
        System.arraycopy(start, 0, page, 0, start.length);
        assertThatThrownBy(() -> RdacTransfer.parse(Arrays.copyOf(page, bytes))).isInstanceOf(MalformedResponse.class);
    }
}

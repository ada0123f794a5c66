package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CapacityTest {
    @Test
    void bothFormsAreReadBack() {
        ReadCapacity capacity = new ReadCapacity(131072, 512, 3, true, true);
        assertThat(ReadCapacity.parse16(capacity.bytes16())).isEqualTo(capacity);
        assertThat(ReadCapacity.parse10(capacity.bytes10())).isEqualTo(new ReadCapacity(131072, 512, 0, false, false));
    }

    @Test
    void aUnitTooLargeForTheShortFormSaysSo() {
        ReadCapacity large = new ReadCapacity(1L << 33, 512, 0, false, false);
        ReadCapacity answer = ReadCapacity.parse10(large.bytes10());
        assertThat(HexFormat.of().formatHex(large.bytes10())).isEqualTo("ffffffff00000200");
        assertThat(answer.tooLargeFor10()).isTrue();
        assertThat(ReadCapacity.parse16(large.bytes16()).blocks()).isEqualTo(1L << 33);
    }

    @Test
    void refusesBlockSizesNoDiskHas() {
        for (int blockSize : new int[] {0, 1, 520, 131072, 0xffff_ffff}) {
            byte[] answer = new ReadCapacity(1, blockSize, 0, false, false).bytes16();
            assertThatThrownBy(() -> ReadCapacity.parse16(answer))
                    .isInstanceOf(MalformedResponse.class)
                    .hasMessageContaining("byte 8: logical block of " + (blockSize & 0xffff_ffffL) + " bytes");
        }
    }

    @Test
    void refusesCapacitiesThatDoNotFitInALong() {
        byte[] answer = HexFormat.of().parseHex("ffffffffffffffff00000200" + "00".repeat(20));
        assertThatThrownBy(() -> ReadCapacity.parse16(answer))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("18446744073709551615");
        byte[] most = HexFormat.of().parseHex("003fffffffffffff00000200" + "00".repeat(20));
        assertThatThrownBy(() -> ReadCapacity.parse16(most)).isInstanceOf(MalformedResponse.class);
    }

    @Test
    void neverAnswersANegativeSize() {
        byte[] answer = HexFormat.of().parseHex("003ffffffffffffe00000200" + "00".repeat(20));
        ReadCapacity capacity = ReadCapacity.parse16(answer);
        assertThat(Math.multiplyExact(capacity.blocks(), (long) capacity.blockSize())).isPositive();
    }
}

package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;

class TermsTest {
    private static LogicalUnit unit(int blockBytes, long maxTransferBlocks, long optimalTransferBlocks) {
        UnitLimits limits =
                new UnitLimits(maxTransferBlocks, optimalTransferBlocks, false, 0, false, false, 0, false, false, false);
        return new LogicalUnit("3600", "V", "P", "1", "", blockBytes, 1000, limits);
    }

    @ParameterizedTest
    @CsvSource({
        // block, most blocks, best blocks, preferred bytes, transfer bytes
        "  512,          0,          0,     4096, 1048576",
        "  512,        128,         16,     8192,   65536",
        "  512,        100,        100,    32768,   51200",
        "  512, 4294967295, 4294967295, 33554432, 1048576",
        " 4096,          1,          0,     4096,    4096",
        "65536,          0,          0,    65536, 1048576",
    })
    void preferredIsAPowerOfTwoAndNoTransferIsLongerThanOneMebibyte(
            int block, long mostBlocks, long bestBlocks, int preferredBytes, int transferBytes) {
        LogicalUnit unit = unit(block, mostBlocks, bestBlocks);
        Terms terms = Terms.of(unit);
        assertThat(terms.blockBytes()).isEqualTo(block);
        assertThat(terms.preferredBytes()).isEqualTo(preferredBytes);
        assertThat(Terms.transferBytesMax(unit)).isEqualTo(transferBytes);
    }

    @Test
    void aBlockThatNbdCannotSayIsRefused() {
        assertThatThrownBy(() -> Terms.of(unit(520, 0, 0))).hasMessageContaining("520 bytes");
        assertThatThrownBy(() -> Terms.of(unit(131072, 0, 0))).hasMessageContaining("131072 bytes");
        assertThatThrownBy(() -> Terms.of(unit(0, 0, 0))).hasMessageContaining("0 bytes");
    }
}

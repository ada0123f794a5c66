package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ModeSenseTest {
    private static final ModeSense CACHED = new ModeSense(true, true, true);

    @Test
    void bothFormsAreReadBack() {
        assertThat(ModeSense.parse6(CACHED.bytes6(ModeSense.controlPage(), CACHED.cachingPage()))).isEqualTo(CACHED);
        assertThat(ModeSense.parse10(CACHED.bytes10(ModeSense.controlPage(), CACHED.cachingPage()))).isEqualTo(CACHED);
    }

    @Test
    void withoutACachingPageThereIsNoCache() {
        assertThat(ModeSense.parse6(CACHED.bytes6())).isEqualTo(new ModeSense(true, true, false));
    }

    @Test
    void skipsBlockDescriptorsAndSubpages() {
        byte[] data = HexFormat.of().parseHex("23001008" + "0000000000000200" + "4a0100020000" + "0812" + "04" + "00".repeat(15));
        assertThat(ModeSense.parse6(data)).isEqualTo(new ModeSense(false, true, true));
    }

    @Test
    void refusesBlockDescriptorsLongerThanTheData() {
        byte[] data = {7, 0, 0, 100, 8, 10, 4, 0};
        assertThatThrownBy(() -> ModeSense.parse6(data))
                .isInstanceOf(MalformedResponse.class)
                .hasMessage("MODE SENSE (6) data, byte 104: block descriptors end after the data's 8 bytes");
    }
}

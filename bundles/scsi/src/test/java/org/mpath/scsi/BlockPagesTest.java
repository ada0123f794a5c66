package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPagesTest {
    private static final BlockLimits LIMITS =
            new BlockLimits(true, 1, 8, 0xffff_ffffL, 1024, 0x8000_0000L, 256, 8, 0x1_0000_0000L);

    @Test
    void supportedPagesAreReadBackOnceEach() {
        SupportedPages pages = new SupportedPages(List.of(0x00, 0x80, 0x83, 0xb0));
        assertThat(SupportedPages.parse(pages.bytes())).isEqualTo(pages);
        assertThat(pages.has(0xb0)).isTrue();
        assertThat(pages.has(0xb2)).isFalse();
        byte[] repeated = {0, 0, 0, 4, 0, (byte) 0x83, (byte) 0x83, (byte) 0x83};
        assertThat(SupportedPages.parse(repeated).pages()).containsExactly(0x00, 0x83);
    }

    @Test
    void blockLimitsAreReadBackUnsigned() {
        assertThat(BlockLimits.parse(LIMITS.bytes())).isEqualTo(LIMITS);
    }

    @Test
    void limitsThatAnOlderPageDoesNotHaveAreZero() {
        BlockLimits old = BlockLimits.parse(Arrays.copyOf(LIMITS.bytes(), 16));
        assertThat(old.transferMax()).isEqualTo(0xffff_ffffL);
        assertThat(old.unmapMax()).isZero();
        assertThat(old.writeSameMax()).isZero();
    }

    @Test
    void refusesBlockLimitsShorterThanAnyVersion() {
        assertThatThrownBy(() -> BlockLimits.parse(Arrays.copyOf(LIMITS.bytes(), 12)))
                .hasMessage("VPD page b0h, byte 12: ends after 12 bytes, needs 16");
    }

    @Test
    void believesTheDeclaredLengthWhenMoreCame() {
        byte[] page = LIMITS.bytes();
        page[3] = 0x0c;
        assertThat(BlockLimits.parse(page).unmapMax()).isZero();
    }

    @Test
    void characteristicsAndProvisioningAreReadBack() {
        assertThat(BlockCharacteristics.parse(new BlockCharacteristics(7200).bytes()).rotationRate()).isEqualTo(7200);
        Provisioning thin = new Provisioning(true, true, false, true, Provisioning.THIN);
        assertThat(Provisioning.parse(thin.bytes())).isEqualTo(thin);
    }
}

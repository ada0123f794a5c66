package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleBlocksTest {
    @Test
    void theSameUnitHasTheSameBlocksEveryTime() {
        assertThat(SampleBlocks.of("36001", 1L << 40)).isEqualTo(SampleBlocks.of("36001", 1L << 40));
        assertThat(SampleBlocks.of("36002", 1L << 40)).isNotEqualTo(SampleBlocks.of("36001", 1L << 40));
    }

    @Test
    void theyAreWithinTheUnitAscendingAndTheLabelsAmongThem() {
        for (long blocks : new long[] {12, 100, 131_072, 1L << 32, Long.MAX_VALUE / 512}) {
            long[] numbers = SampleBlocks.of("36001", blocks);
            assertThat(numbers).isSorted().doesNotHaveDuplicates().contains(0, 1, 2, blocks - 1).hasSizeLessThanOrEqualTo(12);
            assertThat(Arrays.stream(numbers).allMatch(each -> each >= 0 && each < blocks)).isTrue();
        }
        assertThat(SampleBlocks.of("36001", 1L << 40)).hasSize(12);
    }

    @Test
    void aUnitOfOneBlockHasOne() {
        assertThat(SampleBlocks.of("36001", 1)).containsExactly(0);
    }
}

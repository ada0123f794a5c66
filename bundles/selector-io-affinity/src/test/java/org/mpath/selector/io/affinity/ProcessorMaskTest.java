package org.mpath.selector.io.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorMaskTest {
    private static String bits(BitSet mask) {
        return mask.stream().mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 1",
        "2, 3, 0 1, 3",
        "4, f, 0 1 2 3, f",
        "5, 1F, 0 1 2 3 4, 1f",
        "8, 80, 7, 80",
        "8, 00000080, 7, 80",
        "32, 80000001, 0 31, 80000001",
        "33, '1,00000000', 32, '1,00000000'",
        "33, 1, 0, '0,00000001'",
        "40, 'a0,0', 37 39, 'a0,00000000'",
        "64, '80000000,00000010', 4 63, '80000000,00000010'",
        "65, '1,80000000,10', 4 63 64, '1,80000000,00000010'",
        "8, 0, '', 00",
    })
    void readsAndWritesTheKernelsGroupsOf32(int count, String word, String numbers, String text) {
        BitSet mask = ProcessorMask.parse(word, count);
        assertThat(bits(mask)).isEqualTo(numbers);
        assertThat(ProcessorMask.text(mask, count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2", "8, 100", "32, '1,0'", "33, '2,0'", "8, x", "8, ''", "8, 0x1", "8, '1,'", "8, '1,,1'", "8, 000000001",
        "64, '1,000000001'", "8, -1", "8, ' 1'",
    })
    void refusesWhatIsNoMaskOfTheMachinesProcessors(int count, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessorMask.parse(word, count))
                .withMessage("io-affinity ps: invalid cpumask '" + word + "'");
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            int count = 1 + random.nextInt(200);
            BitSet mask = new BitSet();
            for (int bit = 0; bit < count; bit++) {
                mask.set(bit, random.nextBoolean());
            }
            String text = ProcessorMask.text(mask, count);
            assertThat(ProcessorMask.parse(text, count)).as("seed %d %s", seed, text).isEqualTo(mask);
        }
    }
}

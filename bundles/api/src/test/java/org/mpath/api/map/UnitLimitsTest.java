package org.mpath.api.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitLimitsTest {
    private static UnitLimits limits(long most, long best) {
        return new UnitLimits(most, best, true, 7, true, true, 8, true, true, false);
    }

    @ParameterizedTest(name = "{0} and {2}: {4}")
    @CsvSource({"512, 64, 256, 32, 256, 32", "256, 32, 512, 64, 256, 32", "0, 0, 256, 32, 256, 32", "512, 64, 0, 0, 512, 64",
        "0, 0, 0, 0, 0, 0"})
    void throughTwoPathsTheShorterTransferCountsWhereThereIsOne(
            long most, long best, long otherMost, long otherBest, long bothMost, long bothBest) {
        UnitLimits other = new UnitLimits(otherMost, otherBest, false, 0, false, false, 0, false, false, true);
        assertThat(limits(most, best).alsoThrough(other)).isEqualTo(limits(bothMost, bothBest));
    }
}

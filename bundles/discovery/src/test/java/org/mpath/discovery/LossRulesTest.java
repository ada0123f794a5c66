package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.mpath.api.path.LossTimes;
import org.mpath.config.PathSettings;

/** {@code fast_io_fail_tmo} and {@code dev_loss_tmo} as a transport is told. */
class LossRulesTest {
    private static final OptionalInt UNSAID = OptionalInt.empty();
    private static final OptionalInt ENDLESS = OptionalInt.of(-1);

    private static LossTimes of(OptionalInt fast, OptionalInt loss) {
        return LossRules.of(new PathSettings.Transport(fast, loss));
    }

    @Test
    void nothingIsHeldAndEverythingKeptWhenNobodySaysAnything() {
        assertThat(of(UNSAID, UNSAID)).isEqualTo(LossTimes.NONE);
        assertThat(of(OptionalInt.of(0), ENDLESS)).isEqualTo(LossTimes.NONE);
    }

    @Test
    void secondsAreSeconds() {
        assertThat(of(OptionalInt.of(5), OptionalInt.of(30))).isEqualTo(new LossTimes(5_000, 30_000));
        assertThat(of(UNSAID, OptionalInt.of(Integer.MAX_VALUE)).keepMillis()).isEqualTo(Integer.MAX_VALUE * 1_000L);
    }

    @Test
    void offHoldsUntilThePathIsRemovedAndNeverLongerThanTheKernelWould() {
        assertThat(of(ENDLESS, OptionalInt.of(30)).holdMillis()).isEqualTo(30_000);
        assertThat(of(ENDLESS, ENDLESS).holdMillis()).isEqualTo(600_000);
        assertThat(of(ENDLESS, OptionalInt.of(3_000)).holdMillis()).isEqualTo(600_000);
    }
}

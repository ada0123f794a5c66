package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Defaults;

class CheckTimesTest {
    private static DiscoverySettings given(int intervalMillis, int checkTimeoutMillis, int probeTimeoutMillis) {
        return Defaults.of(DiscoverySettings.class, Map.of("interval_millis", intervalMillis,
                "check_timeout_millis", checkTimeoutMillis, "probe_timeout_millis", probeTimeoutMillis));
    }

    @Test
    void takesSettingsWithinTheirRanges() {
        assertThat(CheckTimes.of(given(100, 50, 600_000), CheckTimes.DEFAULT))
                .isEqualTo(new CheckTimes(100, 50, 600_000));
    }

    @Test
    void keepsWhatItHadWhenASettingIsWrong() {
        CheckTimes present = new CheckTimes(200, 200, 200);
        assertThat(CheckTimes.of(given(99, 50, 50), present)).isEqualTo(present);
        assertThat(CheckTimes.of(given(60_001, 50, 50), present)).isEqualTo(present);
        assertThat(CheckTimes.of(given(100, 49, 50), present)).isEqualTo(present);
        assertThat(CheckTimes.of(given(100, 50, 600_001), present)).isEqualTo(present);
    }

    @Test
    void aPlugInsCallHasATimeOfItsOwn() {
        CheckTimes set = CheckTimes.of(withCallTimeout(60_000), CheckTimes.DEFAULT);
        assertThat(set.callTimeoutMillis()).isEqualTo(60_000);
        assertThat(set.following(5, 20).callTimeoutMillis()).isEqualTo(60_000);
        assertThat(CheckTimes.of(withCallTimeout(9), set)).isEqualTo(set);
        assertThat(CheckTimes.of(withCallTimeout(60_001), set)).isEqualTo(set);
    }

    private static DiscoverySettings withCallTimeout(int millis) {
        return Defaults.of(DiscoverySettings.class, Map.of("plugin_call_timeout_millis", millis));
    }

    @Test
    void anIntervalThatIsSetCountsAndDoesNotGrow() {
        CheckTimes set = CheckTimes.of(given(100, 50, 50), CheckTimes.DEFAULT).following(5, 20);
        assertThat(set.intervalMillis()).isEqualTo(100);
        assertThat(set.intervalMillisMax()).isEqualTo(100);
    }

    @Test
    void withoutAnIntervalThoseOfTheConfigurationCount() {
        CheckTimes open = CheckTimes.of(given(0, 50, 50), CheckTimes.DEFAULT);
        assertThat(open.following(5, 20)).isEqualTo(new CheckTimes(5_000, 20_000, 50, 50, 1_000));
        assertThat(open.following(5, 1)).isEqualTo(new CheckTimes(5_000, 5_000, 50, 50, 1_000));
        CheckTimes longest = open.following(Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(longest.intervalNanosMax()).isEqualTo(Integer.MAX_VALUE * 1_000_000_000L);
    }

    @Test
    void theDefaultsAreThoseOfTheSettings() {
        assertThat(CheckTimes.of(Defaults.of(DiscoverySettings.class), new CheckTimes(200, 200, 200))).isEqualTo(CheckTimes.DEFAULT);
    }
}

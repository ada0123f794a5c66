package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import java.util.Map;
import org.mpath.itests.support.Defaults;

class MapRulesTest {
    private static DiscoverySettings given(int mapsMax, boolean keepEmpty) {
        return Defaults.of(DiscoverySettings.class, Map.of("maps_max", mapsMax, "keep_empty_maps", keepEmpty));
    }

    @Test
    void takesSettingsWithinTheirRanges() {
        assertThat(MapRules.of(given(1, true), MapRules.DEFAULT)).isEqualTo(new MapRules(1, true));
        assertThat(MapRules.of(given(65_536, false), MapRules.DEFAULT)).isEqualTo(new MapRules(65_536, false));
    }

    @Test
    void keepsWhatItHadWhenASettingIsWrong() {
        MapRules present = new MapRules(7, true);
        assertThat(MapRules.of(given(0, false), present)).isEqualTo(present);
        assertThat(MapRules.of(given(65_537, false), present)).isEqualTo(present);
    }

    @Test
    void theDefaultsAreThoseOfTheSettings() {
        assertThat(MapRules.of(Defaults.of(DiscoverySettings.class), new MapRules(7, true))).isEqualTo(MapRules.DEFAULT);
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MapRulesTest {
    private static GivenSettings given(int mapsMax, boolean keepEmpty) {
        return new GivenSettings(1_000, 1_000, 1_000, mapsMax, keepEmpty);
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
    void theDefaultsAreThoseOfTheSettings() throws Exception {
        int mapsMax = (int) DiscoverySettings.class.getMethod("maps_max").getDefaultValue();
        boolean keepEmpty = (boolean) DiscoverySettings.class.getMethod("keep_empty_maps").getDefaultValue();
        assertThat(new MapRules(mapsMax, keepEmpty)).isEqualTo(MapRules.DEFAULT);
    }
}

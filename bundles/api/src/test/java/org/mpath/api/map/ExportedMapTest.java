package org.mpath.api.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportedMapTest {
    @Test
    void isReadAsItIsWrittenEvenWithColonsInTheName() {
        ExportedMap map = new ExportedMap("1b4e28ba-2fa1-11d2-883f-0016d3cca427", "db:1");
        assertThat(map.text()).isEqualTo("map:1b4e28ba-2fa1-11d2-883f-0016d3cca427:db:1");
        assertThat(ExportedMap.of("MPATH   ", map.text())).isEqualTo(map);
    }

    @ParameterizedTest
    @CsvSource({"MPATH, lab-0", "MPATH, map:", "MPATH, map:x", "LIO-ORG, map:x:y", "MPATH, ''"})
    void otherUnitsAreNoMaps(String vendor, String text) {
        assertThat(ExportedMap.of(vendor, text)).isNull();
    }
}

package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UnitIdentityTest {
    private static String naa(String array, int lun) {
        return HexFormat.of().formatHex(UnitIdentity.of(array, lun).naa());
    }

    @Test
    void isTheSameInEveryRelease() {
        assertThat(naa("lab", 0)).isEqualTo("6024d5091dc1ebb40000012659610000");
    }

    @Test
    void differsByHowManyUnitsHadTheNumberBefore() {
        UnitIdentity second = UnitIdentity.of("lab", 0, 1);
        assertThat(HexFormat.of().formatHex(second.naa())).isEqualTo("6024d5091dc1ebb40000112659610000");
        assertThat(second.serial()).isEqualTo("lab-0.1");
        assertThat(UnitIdentity.of("lab", 0, 0)).isEqualTo(UnitIdentity.of("lab", 0));
    }

    @Test
    void differsByUnitAndByArray() {
        assertThat(naa("lab", 0)).isNotEqualTo(naa("lab", 1)).isNotEqualTo(naa("lab2", 0));
        assertThat(naa("lab", Array.LUN_MAX)).startsWith(naa("lab", 0).substring(0, 28)).endsWith("3fff");
    }
}

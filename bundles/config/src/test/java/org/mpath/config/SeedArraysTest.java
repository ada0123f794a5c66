package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrays that multipath-tools knew in 2003, and the devices that it left alone. */
class SeedArraysTest {
    @ParameterizedTest
    @CsvSource({
        "COMPAQ, HSV110 (C)COMPAQ, group_by_prio", "COMPAQ, MSA1000, group_by_prio", "COMPAQ, MSA1000 VOLUME, group_by_prio",
        "DEC, HSG80, group_by_prio", "HP, HSV100, group_by_prio", "HP, A6189A, multibus", "HP, OPEN-, group_by_prio",
        "DDN, SAN DataDirector, multibus", "FSC, CentricStor, group_by_serial", "HITACHI, DF400, group_by_prio",
        "HITACHI, DF500, group_by_prio", "HITACHI, DF600, group_by_prio", "IBM, ProFibre 4000R, multibus",
        "SGI, TP9100, multibus", "SGI, TP9300, group_by_prio", "SGI, TP9400, group_by_prio", "SGI, TP9500, group_by_prio"
    })
    void eachHasItsGroupingPolicy(String vendor, String product, String policy) {
        Setting setting = EffectiveSettings.of(Given.accepted(), Given.unit(vendor, product)).get("path_grouping_policy");
        assertThat(setting.value()).isEqualTo(policy);
        assertThat(setting.origin()).isInstanceOf(Origin.TableRow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sr0", "ram0", "md0", "hda", "cciss!c0d0", "dm-0", "scd0", "raw1"})
    void whatIsNoDiskOfScsiIsLeftOut(String devnode) {
        PathIdentity path = new PathIdentity(devnode, "", "", "", "", "", List.of());
        assertThat(Given.accepted().exclusion().decide(path, "").excluded()).isTrue();
    }

    @Test
    void aDiskOfScsiIsNot() {
        PathIdentity path = new PathIdentity("sda", "", "", "", "", "", List.of());
        assertThat(Given.accepted().exclusion().decide(path, "").excluded()).isFalse();
    }
}

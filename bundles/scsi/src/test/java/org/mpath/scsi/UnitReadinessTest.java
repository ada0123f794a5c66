package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitReadinessTest {
    @ParameterizedTest(name = "status {0} is {1}")
    @CsvSource({
        "0x00, READY", "0x04, READY", "0x18, READY", "0x08, BUSY", "0x28, BUSY", "0x40, NOT_READY", "0x30, NOT_READY",
        "0x02, NOT_READY"
    })
    void aStatusWithoutSenseIsJudged(String status, UnitReadiness readiness) {
        assertThat(UnitReadiness.of(Integer.decode(status), new byte[0], 0)).isEqualTo(readiness);
    }

    @ParameterizedTest(name = "{0}/{1}/{2} is {3}")
    @CsvSource({
        "1, 0x17, 1, READY", "2, 0x04, 0x0a, TRANSITION", "2, 0x04, 0x0b, STANDBY", "2, 0x04, 0x0c, STANDBY",
        "2, 0x04, 3, NOT_READY", "2, 0x3a, 0x0b, NOT_READY", "5, 0x25, 0, GONE", "5, 0x25, 1, NOT_READY",
        "6, 0x29, 0, NOT_READY", "4, 0x44, 0, NOT_READY"
    })
    void senseIsJudgedInBothFormats(String key, String asc, String ascq, UnitReadiness readiness) {
        Sense sense = new Sense(SenseKey.of(Integer.decode(key)), Integer.decode(asc), Integer.decode(ascq));
        assertThat(UnitReadiness.of(Status.CHECK_CONDITION, sense.fixed(), Sense.FIXED_BYTES)).isEqualTo(readiness);
        assertThat(UnitReadiness.of(Status.CHECK_CONDITION, sense.descriptor(), Sense.DESCRIPTOR_BYTES))
                .isEqualTo(readiness);
    }
}

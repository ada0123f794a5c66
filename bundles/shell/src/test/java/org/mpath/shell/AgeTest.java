package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s", "400, 0.4 s", "1000, 1 s", "9990, 10 s", "12345, 12 s", "60000, 1 min", "125000, 2 min 5 s",
        "3600000, 1 h", "11520000, 3 h 12 min", "86400000, 1 d", "187200000, 2 d 4 h"
    })
    void hasTheTwoLargestUnits(long millis, String words) {
        assertThat(Age.of(millis)).isEqualTo(words);
    }

    @Test
    void momentsOfAnotherDayHaveTheirDate() {
        long now = Instant.parse("2026-11-21T00:00:10Z").toEpochMilli();
        Times times = new Times(ZoneId.of("Europe/Berlin"), now);
        assertThat(times.brief(now - 5_000)).isEqualTo("01:00:05.000");
        assertThat(times.brief(now - 3_700_000)).isEqualTo("2026-11-20T23:58:30.000");
        assertThat(times.ago(now - 125_000)).isEqualTo("2 min 5 s ago");
        assertThat(times.ago(now + 1)).isEqualTo("0 s ago");
    }
}

package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DmTextTest {
    @Test
    void readsTheSelectorOfEveryGroup() {
        assertThat(DmText.selectors("0 10 multipath 3 queue_if_no_path pg_init_retries 7 1 alua 2 1"
                        + " historical-service-time 2 972 0 2 1 p1 0 p2 0 queue-length 0 1 1 p3 1"))
                .containsExactly(List.of("historical-service-time", "972", "0"), List.of("queue-length"));
        assertThat(DmText.selectors("0 10 multipath 0 0 0 0")).isEmpty();
    }

    @Test
    void readsAsFarAsItUnderstands() {
        assertThat(DmText.selectors("")).isEmpty();
        assertThat(DmText.selectors("0 10 multipath 0 0 2 1 round-robin 0 1 1 p1 1 round-robin x"))
                .containsExactly(List.of("round-robin"));
        assertThat(DmText.selectors("0 10 multipath -1 0 2 1")).isEmpty();
    }

    @Test
    void readsTheGroupWhoseTurnItIs() {
        assertThat(DmText.group("0 10 multipath 2 0 0 0 2 2 E 0 1 0 p1 F 1 A 0 1 0 p2 A 0")).isEqualTo(2);
        assertThat(DmText.group("0 10 multipath 2 0 1 1 rdac 1 1 E 0 1 0 p1 A 0")).isEqualTo(1);
        assertThat(DmText.group("0 10 multipath 2 0 0 0 0 0")).isZero();
        assertThat(DmText.group("0 10 multipath 2")).isZero();
    }
}

package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorWordsTest {
    @Test
    void readsTheSelectorOfEveryGroup() {
        assertThat(SelectorWords.of("0 10 multipath 3 queue_if_no_path pg_init_retries 7 1 alua 2 1"
                        + " historical-service-time 2 972 0 2 1 p1 0 p2 0 queue-length 0 1 1 p3 1"))
                .containsExactly(List.of("historical-service-time", "972", "0"), List.of("queue-length"));
        assertThat(SelectorWords.of("0 10 multipath 0 0 0 0")).isEmpty();
    }

    @Test
    void readsAsFarAsItUnderstands() {
        assertThat(SelectorWords.of("")).isEmpty();
        assertThat(SelectorWords.of("0 10 multipath 0 0 2 1 round-robin 0 1 1 p1 1 round-robin x"))
                .containsExactly(List.of("round-robin"));
        assertThat(SelectorWords.of("0 10 multipath -1 0 2 1")).isEmpty();
    }
}

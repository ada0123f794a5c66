package org.mpath.backend.dm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.PathState;
import org.mpath.natives.TargetLine;

/** The kernel's texts, as Linux 6.1 printed them, and tables on their way to it. */
class KernelTextTest {
    private static final UnaryOperator<String> NUMBERS =
            word -> Map.of("sg:0:0:0/0", "8:0", "sg:1:0:0/0", "8:16").getOrDefault(word, word);

    @Test
    void readsGroupsAndPathsOfAnyToldSelector() {
        InfoLine info = InfoLine.of("2 0 1 0 4 2 E 0 1 2 8:0 F 1 0 1 A 0 1 2 8:192 A 0 0 1 D 0 1 2 8:64 A 0 0 1 E 0 1 2 8:128 A 3 0 1 ");
        assertThat(info.queueing()).isFalse();
        assertThat(info.activations()).isEqualTo(1);
        assertThat(info.group()).isEqualTo(2);
        assertThat(info.groups()).extracting(InfoLine.Group::state).containsExactly(
                GroupState.State.ENABLED, GroupState.State.ACTIVE, GroupState.State.DISABLED, GroupState.State.ENABLED);
        assertThat(info.groups().get(0).paths()).containsExactly(new InfoLine.Path("8:0", PathState.State.FAILED, 1));
        assertThat(info.groups().get(3).paths()).containsExactly(new InfoLine.Path("8:128", PathState.State.ACTIVE, 3));
    }

    @Test
    void readsAMapWithoutPaths() {
        assertThat(InfoLine.of("2 1 0 0 0 0 ")).isEqualTo(new InfoLine(true, 0, 0, java.util.List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 0", "2 0 1 0 1 1 X 0 1 0 8:0 A 0", "2 0 1 0 1 1 E 0 1 0 8:0 B 0", "2 0 1 0 1 1 E 0 2 0 8:0 A 0",
        "2 0 1 0 9999 1", "2 0 1 0 1 1 E 0 1 0 8:0 A x"})
    void refusesWhatIsNoStatusOfAMap(String words) {
        assertThatThrownBy(() -> InfoLine.of(words)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not what a multipath target says: " + words);
    }

    @Test
    void givesTheKernelNumbersAndLeavesWhatItJudges() {
        assertThat(TableWords.forKernel("0 2048 multipath 0 0 1 1 round-robin 0 2 1 sg:0:0:0/0 1 sg:1:0:0/0 1", NUMBERS))
                .hasToString("0 2048 multipath 0 0 1 1 round-robin 0 2 1 8:0 1 8:16 1");
        assertThat(TableWords.forKernel("0 2048 multipath nonsense 1", NUMBERS)).hasToString("0 2048 multipath nonsense 1");
    }

    @Test
    void leavesOutHandlersOfArraysThatNeedNone() {
        assertThat(TableWords.forKernel("0 2048 multipath 1 queue_if_no_path 1 sym 0 0", NUMBERS))
                .hasToString("0 2048 multipath 1 queue_if_no_path 0 0 0");
        assertThat(TableWords.forKernel("0 2048 multipath 3 queue_if_no_path pg_init_retries 5 1 hds 0 0", NUMBERS))
                .hasToString("0 2048 multipath 3 queue_if_no_path pg_init_retries 5 0 0 0");
        assertThat(TableWords.forKernel("0 2048 multipath 0 1 alua 0 0", NUMBERS)).hasToString("0 2048 multipath 0 1 alua 0 0");
    }

    @Test
    void twoTablesDifferByWhatOnlyALoadChanges() {
        String shape = TableWords.shape(TargetLine.of("0 2048 multipath 0 1 alua 2 1 round-robin 0 1 1 8:0 1 round-robin 0 1 1 8:16 1"));
        assertThat(TableWords.shape(TargetLine.of(
                "0 2048 multipath 1 queue_if_no_path 1 alua 2 2 round-robin 0 1 1 8:0 1 round-robin 0 1 1 8:16 1"))).isEqualTo(shape);
        assertThat(TableWords.shape(TargetLine.of(
                "0 2048 multipath 0 1 alua 2 1 round-robin 0 1 1 8:0 1 round-robin 0 1 1 8:32 1"))).isNotEqualTo(shape);
        assertThat(TableWords.shape(TargetLine.of("0 2048 linear 8:0 0"))).isEqualTo("0 2048 linear 8:0 0");
    }

    @Test
    void changesTheSelectorOfEveryGroup() {
        TargetLine live = TargetLine.of("0 2048 multipath 0 1 alua 2 1 round-robin 0 1 1 8:0 1 round-robin 0 1 1 8:16 1");
        assertThat(TableWords.withSelector(live, java.util.List.of("queue-length")))
                .hasToString("0 2048 multipath 0 1 alua 2 1 queue-length 0 1 0 8:0 queue-length 0 1 0 8:16");
    }
}

package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.TextForm;
import org.mpath.api.plugin.PathSelector;
import org.mpath.scsi.Status;

/** Which group and path a request takes (seed-systems 3.5, capability rows 008, 069 to 071). */
class GroupChoiceTest {
    private static final String THREE = "0 1024 multipath 0 0 3 %d turns 0 1 0 a turns 0 1 0 b turns 0 1 0 c";
    private static final String TWO_BY_TWO = "0 1024 multipath 0 0 2 1 turns 0 2 0 a b turns 0 2 0 c d";
    private static final String ONE_BY_TWO = "0 1024 multipath 0 0 1 1 turns 0 2 0 a b";

    /** Groups 1, 2 and 3 hold path a, b and c. Each script ends with a request; the group it takes is the third column. */
    @ParameterizedTest(name = "{index}: from group {0}: {1} -> {2}")
    @CsvSource(delimiter = '|', value = {
        "1 |                                                    | 1",
        "2 |                                                    | 2",
        "9 |                                                    | 1",
        "2 | io, fail b, io, reinstate b                        | 1",
        "2 | fail b                                             | 1",
        "1 | switch 3                                           | 3",
        "1 | io, switch 2                                       | 2",
        "1 | io, switch 3, switch 2                             | 2",
        "1 | io, switch 3, fail c                               | 1",
        "1 | switch 2, fail b, io, reinstate b                  | 1",
        "1 | fail a, io, reinstate a                            | 2",
        "1 | fail a, fail b, io, reinstate a, reinstate b       | 3",
        "1 | fail a, fail b, fail c, reinstate c, reinstate b   | 2",
        "1 | disable 1                                          | 2",
        "1 | io, disable 1                                      | 2",
        "1 | io, disable 1, disable 2                           | 3",
        "1 | disable 1, disable 2, disable 3                    | 1",
        "1 | fail a, disable 2, disable 3                       | 2",
        "1 | disable 1, disable 2, fail c                       | 1",
        "1 | disable 1, fail b, fail c                          | 1",
        "1 | io, disable 1, io, enable 1                        | 1",
        "1 | io, enable 2                                       | 1",
        "1 | disable 1, disable 2, switch 2                     | 2",
        "2 | disable 2, fail b                                  | 1",
    })
    void groupsAreTakenInTheKernelsOrder(int initial, String script, int expected) {
        EngineRig rig = new EngineRig(THREE.formatted(initial));
        for (String step : script == null ? new String[0] : script.split(", *")) {
            carryOut(rig, step.split(" "));
        }
        ScsiTask request = rig.read();
        assertThat(rig.pathNameOf(request)).isEqualTo(List.of("a", "b", "c").get(expected - 1));
        assertThat(rig.info()).startsWith("2 0 0 0 3 " + expected + " ");
    }

    private static void carryOut(EngineRig rig, String... step) {
        switch (step[0]) {
            case "io" -> rig.good(rig.read());
            case "fail" -> rig.fail(step[1]);
            case "reinstate" -> rig.reinstate(step[1]);
            default -> rig.message(step[0] + "_group " + step[1]);
        }
    }

    @Test
    void twelveRequestsGoRoundThreePaths() {
        EngineRig rig = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 3 0 a b c");
        List<String> order = IntStream.range(0, 12).mapToObj(i -> rig.pathNameOf(rig.read())).toList();
        assertThat(order).containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c");
    }

    @Test
    void theCurrentGroupIsLeftOnlyWhenItsLastPathFailed() {
        EngineRig rig = new EngineRig(TWO_BY_TWO);
        assertThat(takenBy(rig, 4)).containsOnly("a", "b");
        rig.fail("a");
        assertThat(takenBy(rig, 4)).containsOnly("b");
        rig.fail("b");
        assertThat(takenBy(rig, 4)).containsOnly("c", "d");
        rig.reinstate("a", "b");
        assertThat(takenBy(rig, 4)).as("no automatic failback").containsOnly("c", "d");
        rig.message("switch_group 1");
        assertThat(takenBy(rig, 4)).containsOnly("a", "b");
    }

    private static List<String> takenBy(EngineRig rig, int requests) {
        return IntStream.range(0, requests).mapToObj(i -> {
            ScsiTask request = rig.read();
            String path = rig.pathNameOf(request);
            rig.good(request);
            return path;
        }).toList();
    }

    @Test
    void switchGroupUndoesEveryBypassAndTakesEffectWithTheNextRequest() {
        EngineRig rig = new EngineRig(THREE.formatted(1));
        ScsiTask before = rig.read();
        rig.message("disable_group 1");
        rig.message("disable_group 3");
        assertThat(rig.info()).isEqualTo("2 0 0 0 3 1 D 0 1 0 a A 0 E 0 1 0 b A 0 D 0 1 0 c A 0");
        rig.message("switch_group 3");
        assertThat(rig.info()).isEqualTo("2 0 0 0 3 3 E 0 1 0 a A 0 E 0 1 0 b A 0 E 0 1 0 c A 0");
        assertThat(rig.engine.table(TextForm.TODAY)).startsWith("0 1024 multipath 0 0 3 3 ");
        assertThat(rig.pathNameOf(before)).as("what is out stays out").isEqualTo("a");
        rig.read();
        assertThat(rig.info()).isEqualTo("2 0 0 0 3 3 E 0 1 0 a A 0 E 0 1 0 b A 0 A 0 1 0 c A 0");
    }

    @Test
    void snapshotsShowTheGroupStates() {
        EngineRig rig = new EngineRig(THREE.formatted(1));
        rig.message("disable_group 2");
        rig.read();
        assertThat(rig.state().groups()).extracting(GroupState::number).containsExactly(1, 2, 3);
        assertThat(rig.state().groups()).extracting(GroupState::state)
                .containsExactly(GroupState.State.ACTIVE, GroupState.State.DISABLED, GroupState.State.ENABLED);
    }

    @Test
    void aSwitchOfGroupsIsAnEventOnceHoweverItCameAbout() {
        EngineRig rig = new EngineRig(THREE.formatted(1));
        rig.read();
        assertThat(rig.events).as("the first group is no switch").isEmpty();
        rig.message("switch_group 3");
        rig.read();
        assertThat(rig.events).containsExactly("GROUP_SWITCHED");
        assertThat(rig.last(Kind.GROUP_SWITCHED)).isEqualTo(new EngineRig.Told(
                Kind.GROUP_SWITCHED, "", "group 1", "group 3", "by request", 3));
        rig.fail("c");
        rig.read();
        assertThat(rig.events).containsExactly("GROUP_SWITCHED", "PATH_FAILED c", "GROUP_SWITCHED");
        assertThat(rig.last(Kind.GROUP_SWITCHED).from()).isEqualTo("group 3");
        assertThat(rig.last(Kind.GROUP_SWITCHED).to()).isEqualTo("group 1");
        assertThat(rig.last(Kind.GROUP_SWITCHED).reason()).contains("first with a usable path");
    }

    @Test
    void enteringABypassedGroupIsSaidToBeTheLastResort() {
        EngineRig rig = new EngineRig(THREE.formatted(1));
        rig.read();
        rig.message("disable_group 1");
        rig.message("disable_group 2");
        rig.fail("c", "a");
        rig.read();
        assertThat(rig.last(Kind.GROUP_SWITCHED).to()).isEqualTo("group 2");
        assertThat(rig.last(Kind.GROUP_SWITCHED).reason()).contains("only bypassed groups");
    }

    @Test
    void aGroupThatWasAskedForButHasNoPathIsSkippedWithAnEvent() {
        EngineRig rig = new EngineRig(THREE.formatted(1));
        rig.read();
        rig.message("switch_group 2");
        rig.fail("b");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
        assertThat(rig.last(Kind.GROUP_SWITCHED).from()).isEqualTo("group 2");
        assertThat(rig.last(Kind.GROUP_SWITCHED).to()).isEqualTo("group 1");
    }

    @Test
    void aFullPathIsPassedOver() {
        EngineRig rig = new EngineRig(ONE_BY_TWO);
        ScsiTask onA = rig.read();
        ScsiTask refused = rig.read();
        ScsiTask alsoOnA = rig.read();
        assertThat(rig.pathNameOf(alsoOnA)).isEqualTo("a");
        rig.answer(alsoOnA, Status.TASK_SET_FULL);
        assertThat(rig.pathNameOf(onA)).as("one is out on a, and that is now its depth").isEqualTo("a");
        rig.good(refused);
        assertThat(takenBy(rig, 3)).containsExactly("b", "b", "b");
    }

    @Test
    void requestsWaitWhenEveryPathIsFullAndGoInOrderWhenThereIsRoom() {
        EngineRig rig = new EngineRig(ONE_BY_TWO);
        ScsiTask onA = rig.read();
        ScsiTask onB = rig.read();
        rig.answer(rig.read(), Status.TASK_SET_FULL);
        rig.answer(rig.read(), Status.TASK_SET_FULL);
        ScsiTask first = rig.read();
        ScsiTask second = rig.write();
        assertThat(rig.out()).containsExactly(onA, onB);
        assertThat(rig.state().queued()).isEqualTo(4);
        rig.good(onB);
        assertThat(rig.out()).as("a good answer makes room for one more").containsExactly(onA, first, second);
        assertThat(rig.pathNameOf(first)).isEqualTo("b");
        assertThat(rig.pathNameOf(second)).isEqualTo("b");
    }

    // ---- selectors that must not be believed ----

    @ParameterizedTest
    @ValueSource(ints = {PathSelector.NONE, -7, 1, 2, 3, 4, 8, 99, Integer.MAX_VALUE})
    void aSelectorThatNamesNoUsablePathOfItsGroupIsReplaced(int named) {
        EngineRig rig = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 2 0 a b turns 0 1 0 c");
        rig.load("0 1024 multipath 0 0 2 1 odd 0 2 0 a b odd 0 1 0 c", spec -> new Names(path -> named));
        rig.fail("b");
        rig.told.clear();
        ScsiTask request = rig.read();
        assertThat(rig.pathNameOf(request)).isEqualTo("a");
        assertThat(rig.last(Kind.SELECTOR_CHANGED).from()).isEqualTo("odd");
        assertThat(rig.last(Kind.SELECTOR_CHANGED).to()).isEqualTo("first-usable");
        assertThat(rig.last(Kind.SELECTOR_CHANGED).reason()).isEqualTo("it named no usable path");
        assertThat(rig.state().groups()).extracting(GroupState::selector).containsExactly("first-usable", "odd");
        assertThat(rig.engine.table(TextForm.TODAY)).as("the table still says what was loaded").contains("odd 0 2 0 a b");
    }

    @Test
    void aSelectorThatThrowsInTheMiddleOfItsWorkIsReplacedForGood() {
        EngineRig rig = new EngineRig(ONE_BY_TWO);
        rig.load(ONE_BY_TWO.replace("turns", "odd"), spec -> new Names(path -> {
            if (path > 2) {
                throw new IllegalStateException("bug");
            }
            return 1;
        }));
        rig.told.clear();
        assertThat(takenBy(rig, 5)).containsExactly("b", "b", "a", "a", "a");
        assertThat(rig.told).extracting(EngineRig.Told::kind).containsExactly(Kind.SELECTOR_CHANGED);
        assertThat(rig.told.get(0).reason()).contains("it threw").contains("bug");
    }

    @Test
    void aSelectorThatAnswersNoneForAGroupWithoutUsablePathsKeepsItsPlace() {
        EngineRig rig = new EngineRig(TWO_BY_TWO);
        rig.read();
        rig.fail("a", "b");
        rig.told.clear();
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("c");
        rig.fail("c", "d");
        rig.reinstate("a");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
        assertThat(rig.told).extracting(EngineRig.Told::kind).doesNotContain(Kind.SELECTOR_CHANGED);
    }

    @Test
    void whatWaitsForFullPathsGoesToTheGroupThatIsAskedFor() {
        EngineRig rig = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        rig.read();
        rig.answer(rig.read(), Status.TASK_SET_FULL);
        ScsiTask waits = rig.read();
        assertThat(rig.pathNameOf(waits)).isEmpty();
        rig.message("switch_group 2");
        assertThat(rig.pathNameOf(waits)).isEqualTo("b");
    }

    @Test
    void onePathWithRoomIsFoundAmongFullOnes() {
        EngineRig rig = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 3 0 a b c");
        rig.read();
        rig.read();
        ScsiTask onC = rig.read();
        rig.answer(rig.read(), Status.TASK_SET_FULL);
        rig.answer(rig.read(), Status.TASK_SET_FULL);
        rig.good(onC);
        assertThat(takenBy(rig, 3)).containsExactly("c", "c", "c");
    }

    /** Answers from the number of the question, from 1. */
    private static final class Names implements PathSelector {
        private final IntUnaryOperator answer;
        private int asked;

        Names(IntUnaryOperator answer) {
            this.answer = answer;
        }

        @Override
        public void add(int path, List<String> arguments) {}

        @Override
        public void fail(int path) {}

        @Override
        public void reinstate(int path) {}

        @Override
        public int select(long bytes, long nowNanos) {
            return answer.applyAsInt(++asked);
        }
    }
}

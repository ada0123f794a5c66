package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** Probing the current group's paths (seed-systems 3.9, capability row 084). */
class ProberTest {
    private static final String THREE = "0 1024 multipath 0 0 1 1 turns 0 3 0 a b c";
    private static final String TWO_GROUPS = "0 1024 multipath 0 0 2 1 turns 0 2 0 a b turns 0 1 0 c";

    private final EngineRig rig = new EngineRig(THREE);

    private static ScsiTask good() {
        return status(Status.GOOD);
    }

    private static ScsiTask status(int status) {
        ScsiTask task = new ScsiTask();
        task.delivery = Delivery.ANSWERED;
        task.status = status;
        return task;
    }

    private static ScsiTask bad() {
        ScsiTask task = new ScsiTask();
        task.unanswered(Delivery.NOT_SENT, "connection lost");
        return task;
    }

    private static ScsiTask sense(int key, int asc, int ascq) {
        ScsiTask task = status(Status.CHECK_CONDITION);
        task.sense[0] = 0x70;
        task.sense[2] = (byte) key;
        task.sense[7] = 10;
        task.sense[12] = (byte) asc;
        task.sense[13] = (byte) ascq;
        task.senseLength = 18;
        return task;
    }

    private static void probe(EngineRig rig) {
        rig.engine.probe(rig.now);
    }

    private void answer(int path, ScsiTask task) {
        rig.engine.probed(path, task, rig.now);
    }

    @Test
    void everyUsablePathIsReadAndTheBadOneFails() {
        rig.good(rig.read());
        probe(rig);
        assertThat(rig.probes).containsExactly(0, 1, 2);
        answer(0, good());
        answer(1, bad());
        assertThat(rig.probeEnds).isEmpty();
        answer(2, good());
        assertThat(rig.probeEnds).containsExactly(2);
        assertThat(rig.info()).isEqualTo("2 0 0 0 1 1 A 0 3 0 a A 0 b F 1 c A 0");
        assertThat(rig.last(Kind.PATH_FAILED).reason()).isEqualTo("probe: connection lost");
        assertThat(rig.last(Kind.MAP_PROBED).to()).isEqualTo("2");
        assertThat(rig.last(Kind.MAP_PROBED).reason()).isEqualTo("2 usable path(s)");
    }

    @Test
    void noneIsUsableWhenAllAreBad() {
        rig.good(rig.read());
        probe(rig);
        answer(0, bad());
        answer(1, bad());
        answer(2, bad());
        assertThat(rig.probeEnds).containsExactly(0);
    }

    @Test
    void pathsThatFailedAlreadyAreNotRead() {
        rig.good(rig.read());
        rig.fail("b");
        probe(rig);
        assertThat(rig.probes).containsExactly(0, 2);
        answer(0, good());
        answer(2, good());
        assertThat(rig.probeEnds).containsExactly(2);
        assertThat(rig.info()).contains("b F 1");
    }

    @Test
    void whatWasReadBeforeThePathFailedAndCameBackSaysNothingAboutIt() {
        rig.good(rig.read());
        probe(rig);
        rig.pass(1);
        rig.fail("b");
        rig.engine.reinstatePath("b", rig.now);
        answer(0, good());
        answer(1, bad());
        answer(2, good());
        assertThat(rig.info()).contains("b A 1");
        assertThat(rig.probeEnds).containsExactly(3);
    }

    @Test
    void thatAnotherUnitIsThereFailsThePathHoweverOldTheAnswer() {
        probe(rig);
        rig.pass(1);
        rig.fail("a");
        rig.reinstate("a");
        answer(0, sense(0x06, 0x3f, 0x03));
        assertThat(rig.info()).contains("a F 2 ");
    }

    @Test
    void onlyTheCurrentGroupIsProbed() {
        EngineRig two = new EngineRig(TWO_GROUPS);
        two.message("switch_group 2");
        two.good(two.read());
        probe(two);
        assertThat(two.probes).containsExactly(2);
        two.engine.probed(2, good(), two.now);
        assertThat(two.probeEnds).as("usable paths of the map").containsExactly(3);
    }

    @Test
    void beforeAnyIoTheGroupThatComesNextIsProbed() {
        EngineRig two = new EngineRig(TWO_GROUPS);
        probe(two);
        assertThat(two.probes).containsExactly(0, 1);
        two.engine.probed(0, good(), two.now);
        two.engine.probed(1, good(), two.now);
        two.message("switch_group 2");
        two.probes.clear();
        probe(two);
        assertThat(two.probes).containsExactly(2);
    }

    @Test
    void aMapWithoutUsablePathsIsProbedAtOnce() {
        rig.fail("a", "b", "c");
        probe(rig);
        assertThat(rig.probes).isEmpty();
        assertThat(rig.probeEnds).containsExactly(0);
    }

    @Test
    void aMapWithoutGroupsIsProbedAtOnce() {
        EngineRig empty = new EngineRig("0 1024 multipath 0 0 0 0");
        probe(empty);
        assertThat(empty.probeEnds).containsExactly(0);
    }

    @Test
    void aSuspendedMapIsNotProbed() {
        rig.engine.suspend(false, rig.now);
        probe(rig);
        assertThat(rig.probes).isEmpty();
        assertThat(rig.probeEnds).containsExactly(3);
    }

    @Test
    void aMapThatIsActivatedIsNotProbed() {
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        rig.read();
        probe(rig);
        assertThat(rig.probes).isEmpty();
        assertThat(rig.probeEnds).containsExactly(3);
    }

    @Test
    void twoCallersAtOnceAreServedByOneRoundEach() {
        rig.good(rig.read());
        probe(rig);
        probe(rig);
        assertThat(rig.probes).as("never two reads on a path").containsExactly(0, 1, 2);
        answer(0, good());
        answer(1, good());
        answer(2, good());
        assertThat(rig.probeEnds).containsExactly(3);
        probe(rig);
        assertThat(rig.probes).as("the next one is a round of its own").hasSize(6);
    }

    @Test
    void aSecondAnswerOfAPathIsIgnored() {
        rig.good(rig.read());
        probe(rig);
        answer(0, good());
        answer(0, bad());
        answer(1, good());
        assertThat(rig.probeEnds).isEmpty();
        assertThat(rig.info()).contains("a A 0");
        answer(2, good());
        assertThat(rig.probeEnds).containsExactly(3);
    }

    @Test
    void ioGoesOnDuringAProbe() {
        rig.good(rig.read());
        probe(rig);
        ScsiTask read = rig.read();
        assertThat(rig.pathOf(read)).isNotNegative();
    }

    @Test
    void aSwitchOfGroupsWaitsForTheEndOfTheProbe() {
        EngineRig two = new EngineRig(TWO_GROUPS);
        two.good(two.read());
        probe(two);
        two.message("switch_group 2");
        assertThat(two.info()).as("still the first").isEqualTo("2 0 0 0 2 1 A 0 2 0 a A 0 b A 0 E 0 1 0 c A 0");
        ScsiTask during = two.read();
        assertThat(two.pathNameOf(during)).isIn("a", "b");
        two.engine.probed(0, good(), two.now);
        assertThat(two.info()).startsWith("2 0 0 0 2 1 A");
        two.engine.probed(1, good(), two.now);
        assertThat(two.info()).startsWith("2 0 0 0 2 2 E");
        assertThat(two.events).endsWith("MAP_PROBED", "GROUP_SWITCHED");
        assertThat(two.pathNameOf(two.read())).isEqualTo("c");
        assertThat(two.engine.eventCounter()).isEqualTo(1);
        two.message("switch_group 1");
        assertThat(two.pathNameOf(two.read())).as("the wish was carried out once").isIn("a", "b");
    }

    /** Only what says that the path is bad fails it. */
    @ParameterizedTest
    @CsvSource({
        "0x02, 0x04, 0x0b, true", "0x02, 0x04, 0x0a, false", "0x03, 0x11, 0x00, false", "0x05, 0x21, 0x00, false",
        "0x05, 0x25, 0x00, true", "0x06, 0x29, 0x00, false", "0x07, 0x27, 0x00, false", "0x09, 0x80, 0x00, true"
    })
    void anAnswerThatIsNotThePathsFaultLeavesIt(int key, int asc, int ascq, boolean fails) {
        EngineRig one = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 1 0 a");
        probe(one);
        one.engine.probed(0, sense(key, asc, ascq), one.now);
        assertThat(one.info()).contains(fails ? "a F 1" : "a A 0");
        assertThat(one.probeEnds).containsExactly(fails ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(value = Delivery.class, names = {"NOT_SENT", "ENDED", "UNKNOWN"})
    void noAnswerFailsThePath(Delivery delivery) {
        EngineRig one = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 1 0 a");
        probe(one);
        ScsiTask task = new ScsiTask();
        task.unanswered(delivery, "silence");
        one.engine.probed(0, task, one.now);
        assertThat(one.probeEnds).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({"RETURN, false", "RETRY, false", "RETRY_ELSEWHERE, false", "FAIL_PATH, true", "BYPASS_GROUP, false",
        "FAIL_PATH_AND_BYPASS_GROUP, true", "ACTIVATE, false", "INDETERMINATE, false"})
    void theHandlerIsAskedAboutAProbeToo(Verdict verdict, boolean fails) {
        rig.useHandler(Activation.NONE, asc -> verdict);
        probe(rig);
        answer(0, sense(0x02, 0x04, 0x0b));
        assertThat(rig.info()).contains(fails ? "a F 1" : "a A 0");
    }

    @ParameterizedTest
    @CsvSource({"0x08", "0x28", "0x18"})
    void aStatusIsNotThePathsFault(int status) {
        probe(rig);
        answer(0, status(status));
        assertThat(rig.info()).contains("a A 0");
    }

    @Test
    void aPathThatLeavesDuringItsProbeIsCountedAndItsNumberNotUsedAgain() {
        rig.good(rig.read());
        probe(rig);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 2 0 a d");
        assertThat(rig.engine.numberOf("d")).isEqualTo(3);
        rig.load("0 1024 multipath 0 0 1 1 turns 0 3 0 a d f");
        assertThat(rig.engine.numberOf("f")).isEqualTo(4);
        answer(0, good());
        answer(1, bad());
        answer(2, good());
        assertThat(rig.probeEnds).containsExactly(3);
        assertThat(rig.events).as("who left does not fail").doesNotContain("PATH_FAILED b");
        rig.load("0 1024 multipath 0 0 1 1 turns 0 4 0 a d f e");
        assertThat(List.of(1, 2)).contains(rig.engine.numberOf("e"));
    }

    @Test
    void aSwitchThatWaitedForAProbeIsForgottenWhenItsGroupLeft() {
        rig.load("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        rig.good(rig.read());
        rig.engine.probe(rig.now);
        rig.message("switch_group 2");
        rig.load("0 1024 multipath 0 0 1 1 turns 0 2 0 a b");
        rig.events.clear();
        ScsiTask probe = new ScsiTask();
        probe.delivery = Delivery.ANSWERED;
        rig.engine.probed(rig.probes.remove(0), probe, rig.now);
        assertThat(rig.events).doesNotContain("GROUP_SWITCHED");
    }

    @Test
    void theNoPathTimeRunsFromAProbeThatFoundEveryPathBad() {
        EngineRig one = new EngineRig("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a");
        probe(one);
        one.engine.probed(0, bad(), one.now);
        one.told.clear();
        one.pass(30_000_000_000L);
        assertThat(one.last(Kind.MAP_NO_PATH).reason()).contains("no usable path for 30 s");
    }
}

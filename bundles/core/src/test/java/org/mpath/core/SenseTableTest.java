package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** What sense data means (seed-systems 3.2, fault matrix, capability rows 056 and 058). */
class SenseTableTest {
    private static final String TABLE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";

    /** The table device-mapper was meant to have: one row per sense key. */
    @ParameterizedTest
    @CsvSource({
        "0x00, RETRY", "0x01, RETRY", "0x02, FAIL_PATH", "0x03, RETURN", "0x04, FAIL_PATH", "0x05, RETURN",
        "0x06, FAIL_PATH", "0x07, RETURN", "0x08, RETURN", "0x09, FAIL_PATH", "0x0a, RETURN", "0x0b, FAIL_PATH",
        "0x0c, RETURN", "0x0d, RETURN", "0x0e, RETURN", "0x0f, RETURN"
    })
    void theIntendedTableHasAnAnswerForEverySenseKey(int key, Verdict verdict) {
        assertThat(SenseTable.intended(key, 0x11, 0x22)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0x04, 0x01, RETRY", "0x04, 0x02, FAIL_PATH", "0x05, 0x01, FAIL_PATH", "0x29, 0x00, FAIL_PATH"})
    void theIntendedTableSendsAUnitThatBecomesReadyAgain(int asc, int ascq, Verdict verdict) {
        assertThat(SenseTable.intended(0x06, asc, ascq)).isEqualTo(verdict);
    }

    /**
     * What the engine does: DONE good for the caller, CALLER gets the sense, HERE again on the same path at once, ELSEWHERE on
     * another, WAIT again after a while, FAILED the path and sent elsewhere.
     */
    @ParameterizedTest(name = "{0}/{1}/{2}: {3}")
    @CsvSource({
        "0x00, 0x00, 0x00, HERE",
        "0x01, 0x17, 0x00, DONE",
        "0x02, 0x04, 0x01, WAIT",
        "0x02, 0x04, 0x0a, WAIT",
        "0x02, 0x04, 0x02, FAILED",
        "0x02, 0x04, 0x03, FAILED",
        "0x02, 0x04, 0x0b, FAILED",
        "0x02, 0x04, 0x0c, FAILED",
        "0x02, 0x3a, 0x01, FAILED",
        "0x02, 0x3a, 0x0a, FAILED",
        "0x03, 0x11, 0x00, CALLER",
        "0x04, 0x44, 0x00, ELSEWHERE",
        "0x05, 0x20, 0x00, CALLER",
        "0x05, 0x21, 0x00, CALLER",
        "0x05, 0x24, 0x00, CALLER",
        "0x05, 0x26, 0x00, CALLER",
        "0x05, 0x25, 0x00, FAILED",
        "0x05, 0x25, 0x01, FAILED",
        "0x05, 0x94, 0x01, FAILED",
        "0x05, 0x91, 0x36, FAILED",
        "0x06, 0x29, 0x00, HERE",
        "0x06, 0x2a, 0x06, HERE",
        "0x06, 0x2a, 0x09, HERE",
        "0x06, 0x3f, 0x0e, HERE",
        "0x06, 0x3f, 0x03, FAILED",
        "0x06, 0x3f, 0x05, FAILED",
        "0x06, 0x2a, 0x03, HERE",
        "0x06, 0x04, 0x01, HERE",
        "0x07, 0x27, 0x00, CALLER",
        "0x07, 0x27, 0x07, CALLER",
        "0x08, 0x00, 0x00, CALLER",
        "0x09, 0x80, 0x00, FAILED",
        "0x0a, 0x0d, 0x01, CALLER",
        "0x0b, 0x47, 0x00, HERE",
        "0x0b, 0x4b, 0x00, HERE",
        "0x0c, 0x00, 0x00, CALLER",
        "0x0d, 0x00, 0x00, CALLER",
        "0x0e, 0x1d, 0x00, CALLER",
        "0x0f, 0x00, 0x00, CALLER"
    })
    void everySenseHasItsConsequence(int key, int asc, int ascq, String consequence) {
        EngineRig rig = new EngineRig(TABLE);
        ScsiTask task = rig.read();
        rig.sense(task, key, asc, ascq);
        assertThat(consequenceOf(rig, task)).isEqualTo(consequence);
    }

    private static String consequenceOf(EngineRig rig, ScsiTask task) {
        boolean failed = rig.info().contains("a F 1");
        if (rig.completed.contains(task)) {
            assertThat(failed).isFalse();
            return task.good() ? "DONE" : "CALLER";
        }
        if (failed) {
            assertThat(rig.pathNameOf(task)).isEqualTo("b");
            return "FAILED";
        }
        if (rig.pathOf(task) >= 0) {
            return rig.pathNameOf(task).equals("a") ? "HERE" : "ELSEWHERE";
        }
        assertThat(rig.state().queued()).isEqualTo(1);
        return "WAIT";
    }

    static IntStream keys() {
        return IntStream.range(0, 16).filter(key -> key != 1);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void withoutTheTableEverySenseFailsThePathAsInTheKernelsThatShipped(int key) {
        EngineLimits on = EngineLimits.DEFAULT;
        EngineRig rig = new EngineRig(TABLE, MapPolicy.DEFAULT, new EngineLimits(on.retryDelayNanos(),
                on.fenceDelayNanos(), on.activationTimeoutNanos(), on.ownerPauseNanos(), false));
        ScsiTask task = rig.read();
        rig.sense(task, key, 0x04, 0x01);
        assertThat(consequenceOf(rig, task)).isEqualTo("FAILED");
    }

    @Test
    void aCheckConditionWithoutUsableSenseFailsThePath() {
        EngineRig rig = new EngineRig(TABLE);
        ScsiTask task = rig.read();
        rig.answer(task, Status.CHECK_CONDITION);
        assertThat(consequenceOf(rig, task)).isEqualTo("FAILED");
        assertThat(rig.told.get(0).reason()).isEqualTo("CHECK CONDITION without usable sense data");
    }

    /** The flags of 2005 and 2007, and what else a handler may say. */
    @ParameterizedTest
    @CsvSource({
        "RETURN, CALLER, E", "RETRY, HERE, E", "RETRY_ELSEWHERE, ELSEWHERE, E", "FAIL_PATH, FAILED, E",
        "BYPASS_GROUP, OTHER_GROUP, D", "FAIL_PATH_AND_BYPASS_GROUP, OTHER_GROUP, D"
    })
    void aHandlersVerdictComesFirst(Verdict verdict, String consequence, char groupState) {
        EngineRig rig = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 2 0 a b turns 0 1 0 c");
        rig.useHandler(Activation.NONE, asc -> verdict);
        ScsiTask task = rig.read();
        rig.sense(task, 0x03, 0x11, 0x00);
        switch (consequence) {
            case "OTHER_GROUP" -> assertThat(rig.pathNameOf(task)).isEqualTo("c");
            default -> assertThat(consequenceOf(rig, task)).isEqualTo(consequence);
        }
        boolean failed = verdict == Verdict.FAIL_PATH || verdict == Verdict.FAIL_PATH_AND_BYPASS_GROUP;
        assertThat(rig.info()).contains(failed ? "a F 1" : "a A 0");
        assertThat(rig.info().charAt(12)).isEqualTo(groupState == 'D' ? 'D' : 'A');
    }

    @ParameterizedTest
    @CsvSource({"0, RETRY_ELSEWHERE", "1, FAIL_PATH", "2, BYPASS_GROUP", "3, FAIL_PATH_AND_BYPASS_GROUP", "4, RETURN",
        "5, RETURN", "6, RETURN", "7, RETURN"})
    void theFlagsOf2005HaveTheirVerdicts(int flags, Verdict verdict) {
        assertThat(Verdict.ofFlags(flags)).isEqualTo(verdict);
    }

    @Test
    void whatAHandlerDeclinesIsJudgedByTheTable() {
        EngineRig rig = new EngineRig(TABLE);
        rig.useHandler(Activation.NONE, asc -> asc == 0x24 ? Verdict.FAIL_PATH : Verdict.DECLINED);
        ScsiTask task = rig.read();
        rig.sense(task, 0x05, 0x25, 0x00);
        assertThat(rig.info()).contains("a F 1");
        rig.sense(task, 0x05, 0x26, 0x00);
        assertThat(rig.completed).containsExactly(task);
        ScsiTask other = rig.read();
        rig.sense(other, 0x05, 0x24, 0x00);
        assertThat(rig.info()).contains("b F 1");
    }

    @Test
    void errorIoIsTheCallersAndThePathKeepsItsFailCount() {
        EngineRig rig = new EngineRig(TABLE);
        rig.useHandler(Activation.NONE, asc -> Verdict.ofFlags(Verdict.FLAG_ERROR_IO));
        ScsiTask task = rig.read();
        rig.sense(task, 0x02, 0x04, 0x03);
        assertThat(rig.completed).containsExactly(task);
        assertThat(EngineRig.keyOf(task)).isEqualTo(0x02);
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @Test
    void aHandlerIsAskedOnlyWhileAPathIsUsable() {
        EngineRig rig = new EngineRig(TABLE);
        int[] asked = new int[1];
        rig.useHandler(Activation.NONE, asc -> {
            asked[0]++;
            return Verdict.RETURN;
        });
        ScsiTask onA = rig.read();
        ScsiTask onB = rig.read();
        rig.sense(onA, 0x02, 0x04, 0x0b);
        assertThat(asked[0]).isEqualTo(1);
        rig.fail("a", "b");
        rig.sense(onB, 0x02, 0x04, 0x0b);
        assertThat(asked[0]).isEqualTo(1);
        assertThat(rig.completed).as("without a path it is held, not judged").containsExactly(onA);
    }

    @Test
    void anIndeterminateVerdictEndsTheRequestWithoutAnAnswer() {
        EngineRig rig = new EngineRig(TABLE);
        rig.useHandler(Activation.NONE, asc -> Verdict.INDETERMINATE);
        ScsiTask task = rig.read();
        rig.sense(task, 0x0b, 0x47, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.delivery).isEqualTo(Delivery.ENDED);
        assertThat(rig.events).contains("IO_INDETERMINATE a");
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @Test
    void anActivateVerdictWithoutAnythingToActivateFailsThePath() {
        EngineRig rig = new EngineRig(TABLE);
        rig.useHandler(Activation.NONE, asc -> Verdict.ACTIVATE);
        ScsiTask task = rig.read();
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(consequenceOf(rig, task)).isEqualTo("FAILED");
    }

    @Test
    void aVerdictToRetryElsewhereNeverFailsThePathOfAGroupOfOne() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        two.useHandler(Activation.NONE, asc -> Verdict.ofFlags(0));
        ScsiTask task = two.read();
        two.sense(task, 0x02, 0x04, 0x03);
        assertThat(two.info()).contains("a A 0");
    }

    @Test
    void retriesElsewhereArePacedTooAfterAFew() {
        EngineRig two = new EngineRig(TABLE);
        two.useHandler(Activation.NONE, asc -> Verdict.RETRY_ELSEWHERE);
        ScsiTask task = two.read();
        int eager = 0;
        while (two.pathOf(task) >= 0) {
            two.sense(task, 0x02, 0x04, 0x03);
            eager++;
        }
        assertThat(two.completed).isEmpty();
        assertThat(eager).isEqualTo(5);
        two.pass(2_000_000_000L);
        two.good(task);
        assertThat(two.completed).containsExactly(task);
        assertThat(two.info()).contains("a A 0 b A 0");
    }

    @Test
    void aHardwareErrorOnTheOnlyPathOfItsGroupIsTriedInTheNextGroup() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        ScsiTask task = two.read();
        two.sense(task, 0x04, 0x44, 0x00);
        assertThat(two.pathNameOf(task)).isEqualTo("b");
        two.sense(task, 0x04, 0x44, 0x00);
        assertThat(two.completed).as("the unit means it").containsExactly(task);
        assertThat(EngineRig.keyOf(task)).isEqualTo(4);
        assertThat(two.info()).contains("b A 0");
    }

    @Test
    void aHardwareErrorWhileIoIsHeldFailsNoPath() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        ScsiTask task = two.read();
        two.engine.suspend(false, two.now);
        two.sense(task, 0x04, 0x44, 0x00);
        assertThat(two.completed).isEmpty();
        assertThat(two.info()).contains("a A 0");
        two.engine.resumeIo(two.now);
        assertThat(two.out()).containsExactly(task);
    }

    @Test
    void aRetryElsewhereEndsWithTheAttemptsToo() {
        EngineRig few = new EngineRig(TABLE, MapPolicy.DEFAULT.with("attempts_max", "1"));
        few.useHandler(Activation.NONE, asc -> Verdict.RETRY_ELSEWHERE);
        ScsiTask task = few.read();
        few.sense(task, 0x03, 0x11, 0x00);
        assertThat(few.sent).isEmpty();
        assertThat(few.completed).containsExactly(task);
        assertThat(task.reason).startsWith("gave up after 1 attempts");
    }

    @Test
    void aHardwareErrorWhileTheOtherPathIsFullFailsNoPath() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 2 0 a b");
        ScsiTask onA = two.read();
        two.read();
        two.good(two.read());
        two.answer(two.read(), Status.TASK_SET_FULL);
        two.sense(onA, 0x04, 0x44, 0x00);
        assertThat(two.completed).doesNotContain(onA);
        assertThat(two.info()).contains("a A 0 b A 0");
    }

    @Test
    void aHardwareErrorWhileAnotherGroupIsAskedForFailsNoPath() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 2 0 a b turns 0 1 0 c");
        ScsiTask onA = two.read();
        two.message("switch_group 2");
        two.sense(onA, 0x04, 0x44, 0x00);
        assertThat(two.pathNameOf(onA)).isEqualTo("c");
        assertThat(two.info()).contains("a A 0 b A 0");
    }
}

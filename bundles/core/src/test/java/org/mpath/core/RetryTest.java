package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** Requests that are sent again, and those that are not (capability rows 011, 012, 081, 082). */
class RetryTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long WAIT = EngineLimits.DEFAULT.retryDelayNanos();
    private static final String TABLE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String ONE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a";

    private final EngineRig rig = new EngineRig(TABLE);

    // ---- to the caller, or to another path ----

    /** Not a path's fault: the caller gets the answer as it is and no path is failed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "medium,            0x03, 0x11, 0x00",
        "medium write,      0x03, 0x0c, 0x00",
        "out of range,      0x05, 0x21, 0x00",
        "not supported,     0x05, 0x20, 0x00",
        "invalid field,     0x05, 0x24, 0x00",
        "protection,        0x05, 0x10, 0x01",
        "write protected,   0x07, 0x27, 0x00",
        "no space,          0x07, 0x27, 0x07",
        "miscompare,        0x0e, 0x1d, 0x00",
        "volume overflow,   0x0d, 0x00, 0x00"
    })
    void aTargetsNoIsReturnedUntouchedAndThePathStays(String what, int key, int asc, int ascq) {
        ScsiTask task = rig.write();
        rig.sense(task, key, asc, ascq);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(Status.CHECK_CONDITION);
        assertThat(task.senseLength).isEqualTo(18);
        assertThat(task.sense[2]).isEqualTo((byte) key);
        assertThat(task.sense[12]).isEqualTo((byte) asc);
        assertThat(task.sense[13]).isEqualTo((byte) ascq);
        assertThat(rig.info()).contains("a A 0 b A 0");
        assertThat(rig.events).isEmpty();
        assertThat(rig.state().counters().errors()).isEqualTo(1);
        assertThat(rig.state().counters().retries()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.RESERVATION_CONFLICT, Status.CONDITION_MET, Status.ACA_ACTIVE, 0x22})
    void anyOtherStatusIsTheCallers(int status) {
        ScsiTask task = rig.write();
        rig.answer(task, status);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(status);
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @ParameterizedTest
    @EnumSource(value = Delivery.class, names = {"NOT_SENT", "ENDED", "UNKNOWN"})
    void aRequestWithoutAnAnswerFailsItsPathAndIsSentElsewhere(Delivery delivery) {
        ScsiTask task = rig.read();
        rig.unanswered(task, delivery);
        assertThat(rig.info()).contains("a F 1 b A 0");
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.good()).isTrue();
        assertThat(rig.state().counters().retries()).isEqualTo(1);
        assertThat(rig.state().counters().errors()).as("the request did not fail").isZero();
        assertThat(rig.state().groups().get(0).paths().get(0).counters().errors()).isEqualTo(1);
        assertThat(rig.state().groups().get(0).paths().get(0).counters().retries()).isEqualTo(1);
        assertThat(rig.state().groups().get(0).paths().get(1).counters().retries()).isZero();
    }

    @Test
    void aRequestThatLostItsPathGoesBeforeLaterOnes() {
        EngineRig one = new EngineRig("0 1024 multipath 1 queue_if_no_path 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        ScsiTask first = one.read();
        one.answer(one.read(), Status.TASK_SET_FULL);
        ScsiTask later = one.read();
        assertThat(one.out()).containsExactly(first);
        one.unanswered(first, Delivery.NOT_SENT);
        assertThat(one.out()).containsExactly(first, later);
        assertThat(one.pathNameOf(first)).isEqualTo("b");
    }

    @Test
    void anUnderrunIsPassedUpAndNotCountedAsMoved() {
        ScsiTask task = rig.read();
        task.residual = 512;
        rig.good(task);
        assertThat(task.residual).isEqualTo(512);
        assertThat(rig.state().counters().readBytes()).isEqualTo(4096 - 512);
        ScsiTask over = rig.write();
        over.residual = -512;
        rig.good(over);
        assertThat(rig.state().counters().writtenBytes()).isEqualTo(4096);
        ScsiTask nothing = rig.read();
        nothing.residual = 9999;
        rig.good(nothing);
        assertThat(rig.state().counters().readBytes()).isEqualTo(4096 - 512);
    }

    @Test
    void aRecoveredErrorIsGoodAndCountsAsMoved() {
        ScsiTask task = rig.write();
        rig.sense(task, 0x01, 0x17, 0x01);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.good()).isTrue();
        assertThat(rig.state().counters().writes()).isEqualTo(1);
        assertThat(rig.state().counters().errors()).isZero();
    }

    @Test
    void commandsWithoutDataCountForNobodysBytes() {
        ScsiTask flush = rig.command(0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        rig.good(flush);
        assertThat(rig.completed).containsExactly(flush);
        assertThat(rig.state().inFlight()).isZero();
        assertThat(rig.state().counters().reads() + rig.state().counters().writes()).isZero();
    }

    // ---- the request that is sent again is the one that was given ----

    @Test
    void aRetryIsTheSameRequestWithACleanOutcome() {
        ScsiTask task = new ScsiTask();
        byte[] cdb = {0x2a, 0, 0, 0, 1, 2, 0, 0, 8, 0};
        System.arraycopy(cdb, 0, task.cdb, 0, cdb.length);
        task.cdbLength = cdb.length;
        task.direction = DataDirection.WRITE;
        ByteBuffer data = ByteBuffer.allocate(8192);
        data.position(7).limit(5000);
        task.data = data;
        task.dataOffset = 512;
        task.dataLength = 4096;
        task.timeoutNanos = 5 * SECOND;
        task.changesMedium = true;
        rig.engine.submit(task, rig.now);
        task.transferred = 100;
        task.residual = 44;
        rig.sense(task, 0x02, 0x04, 0x0b);

        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        assertThat(Arrays.copyOf(task.cdb, cdb.length)).isEqualTo(cdb);
        assertThat(task.cdbLength).isEqualTo(cdb.length);
        assertThat(task.direction).isEqualTo(DataDirection.WRITE);
        assertThat(task.data).isSameAs(data);
        assertThat(data.position()).isEqualTo(7);
        assertThat(data.limit()).isEqualTo(5000);
        assertThat(task.dataOffset).isEqualTo(512);
        assertThat(task.dataLength).isEqualTo(4096);
        assertThat(task.timeoutNanos).isEqualTo(5 * SECOND);
        assertThat(task.changesMedium).isTrue();
        assertThat(task.delivery).isEqualTo(Delivery.PENDING);
        assertThat(task.status).isZero();
        assertThat(task.residual).isZero();
        assertThat(task.senseLength).isZero();
        assertThat(task.transferred).isZero();
        assertThat(task.reason).isNull();
    }

    @Test
    void aTaskThatIsUsedAgainBeginsAnew() {
        EngineRig few = new EngineRig(TABLE, MapPolicy.DEFAULT.with("attempts_max", "2"));
        ScsiTask task = few.read();
        few.sense(task, 0x04, 0x44, 0x00);
        few.good(task);
        few.reinstate("a");
        few.engine.submit(task, few.now);
        few.sense(task, 0x04, 0x44, 0x00);
        assertThat(few.completed).as("again one hardware error is tried elsewhere").hasSize(1);
        few.good(task);
        assertThat(few.completed).hasSize(2);
    }

    // ---- unit attentions ----

    @Test
    void aUnitAttentionOfEachNexusIsAbsorbedOnTheSamePath() {
        for (String path : new String[] {"a", "b"}) {
            ScsiTask task = rig.read();
            assertThat(rig.pathNameOf(task)).isEqualTo(path);
            rig.sense(task, 0x06, 0x29, 0x01);
            assertThat(rig.pathNameOf(task)).isEqualTo(path);
            rig.good(task);
        }
        assertThat(rig.events).isEmpty();
        assertThat(rig.state().counters().retries()).isEqualTo(2);
    }

    @Test
    void aNexusThatHasUnitAttentionsWithoutEndFailsAfterThirtyTwo() {
        EngineRig one = new EngineRig(ONE);
        ScsiTask task = one.read();
        for (int attentions = 1; attentions <= 32; attentions++) {
            one.sense(task, 0x06, 0x29, 0x00);
            one.pass(2 * SECOND);
            assertThat(one.pathNameOf(task)).isEqualTo("a");
        }
        one.sense(task, 0x06, 0x29, 0x00);
        assertThat(one.info()).contains("a F 1");
        assertThat(one.told.get(0).reason()).startsWith("unit attentions without end: ").contains("06/29/00");
        assertThat(one.state().queued()).isEqualTo(1);
    }

    @Test
    void aGoodAnswerForgetsTheUnitAttentions() {
        for (int i = 0; i < 40; i++) {
            ScsiTask task = rig.read();
            rig.sense(task, 0x06, 0x29, 0x00);
            rig.good(task);
        }
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @Test
    void aNewNexusForgetsTheUnitAttentions() {
        EngineRig one = new EngineRig(ONE);
        for (int i = 0; i < 12; i++) {
            ScsiTask task = one.read();
            one.sense(task, 0x06, 0x29, 0x00);
            one.sense(task, 0x06, 0x29, 0x00);
            one.sense(task, 0x06, 0x29, 0x00);
            one.engine.linkUp(0, one.now);
        }
        assertThat(one.info()).contains("a A 0");
    }

    // ---- not ready, aborted ----

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x0a})
    void aUnitInTransitionIsAskedAgainAfterAWhileOnThePathAsBefore(int ascq) {
        EngineRig one = new EngineRig(ONE);
        ScsiTask task = one.read();
        one.sense(task, 0x02, 0x04, ascq);
        assertThat(one.sent).isEmpty();
        one.pass(WAIT - 1);
        assertThat(one.sent).isEmpty();
        one.pass(1);
        assertThat(one.pathNameOf(task)).isEqualTo("a");
        one.good(task);
        assertThat(task.good()).isTrue();
        assertThat(one.info()).contains("a A 0");
    }

    @Test
    void anAbortedCommandIsTriedHereAFewTimesAndThenElsewhere() {
        ScsiTask task = rig.read();
        for (int i = 0; i < 4; i++) {
            assertThat(rig.pathNameOf(task)).isEqualTo("a");
            rig.sense(task, 0x0b, 0x47, 0x00);
        }
        rig.sense(task, 0x0b, 0x47, 0x00);
        assertThat(rig.sent).as("five in a row are enough for now").isEmpty();
        rig.pass(WAIT);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        rig.good(task);
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @Test
    void aRetryOnAPathThatFailedMeanwhileGoesElsewhere() {
        ScsiTask task = rig.read();
        rig.fail("a");
        rig.sense(task, 0x06, 0x29, 0x00);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
    }

    @Test
    void aRetryOnAPathWhoseGroupWasLeftGoesToTheCurrentGroup() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        ScsiTask task = two.read();
        two.message("switch_group 2");
        ScsiTask other = two.read();
        assertThat(two.pathNameOf(other)).isEqualTo("b");
        two.sense(task, 0x06, 0x29, 0x00);
        assertThat(two.pathNameOf(task)).isEqualTo("b");
    }

    @Test
    void aRetryWaitsWhileIoIsHeld() {
        ScsiTask task = rig.read();
        rig.engine.suspend(false, rig.now);
        rig.sense(task, 0x06, 0x29, 0x00);
        assertThat(rig.sent).isEmpty();
        rig.engine.resumeIo(rig.now);
        assertThat(rig.pathOf(task)).isNotNegative();
    }

    @Test
    void aVerdictToRetryElsewhereLeavesThePathAlone() {
        rig.useHandler(Activation.NONE, asc -> Verdict.RETRY_ELSEWHERE);
        ScsiTask task = rig.read();
        rig.sense(task, 0x03, 0x11, 0x00);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        assertThat(rig.info()).contains("a A 0 b A 0");
        assertThat(rig.state().counters().retries()).isEqualTo(1);
    }

    @Test
    void aRetryElsewhereWaitsWhileIoIsHeld() {
        rig.useHandler(Activation.NONE, asc -> Verdict.RETRY_ELSEWHERE);
        ScsiTask task = rig.read();
        rig.engine.suspend(false, rig.now);
        rig.sense(task, 0x03, 0x11, 0x00);
        assertThat(rig.sent).isEmpty();
        rig.engine.resumeIo(rig.now);
        assertThat(rig.out()).containsExactly(task);
    }

    // ---- bounds ----

    @Test
    void aRequestIsSentNoMoreOftenThanThePolicyAllows() {
        EngineRig few = new EngineRig(ONE, MapPolicy.DEFAULT.with("attempts_max", "3"));
        ScsiTask task = few.read();
        few.sense(task, 0x06, 0x29, 0x00);
        few.sense(task, 0x06, 0x29, 0x00);
        assertThat(few.completed).isEmpty();
        few.sense(task, 0x06, 0x29, 0x00);
        assertThat(few.completed).containsExactly(task);
        assertThat(task.delivery).as("the unit's last word stays").isEqualTo(Delivery.ANSWERED);
        assertThat(EngineRig.keyOf(task)).isEqualTo(6);
        assertThat(task.reason).startsWith("gave up after 3 attempts in 0 ms; last attempt: ").contains("06/29/00");
        assertThat(few.state().inFlight()).isZero();
        assertThat(few.state().counters().errors()).isEqualTo(1);
    }

    @Test
    void attemptsOnSeveralPathsCountTogether() {
        EngineRig few = new EngineRig(TABLE, MapPolicy.DEFAULT.with("attempts_max", "2"));
        ScsiTask task = few.read();
        few.unanswered(task, Delivery.NOT_SENT);
        few.unanswered(task, Delivery.NOT_SENT);
        assertThat(few.completed).containsExactly(task);
        assertThat(task.reason).contains("2 attempts").contains("connection lost");
    }

    @Test
    void retryingEndsWithTheTimeOfTheRequest() {
        EngineRig hurried = new EngineRig(ONE, MapPolicy.DEFAULT.with("request_timeout", "1000"));
        ScsiTask task = hurried.read();
        hurried.pass(1000 * MILLI - 1);
        hurried.sense(task, 0x06, 0x29, 0x00);
        assertThat(hurried.pathNameOf(task)).isEqualTo("a");
        hurried.pass(1);
        hurried.sense(task, 0x06, 0x29, 0x00);
        assertThat(hurried.completed).containsExactly(task);
        assertThat(task.reason).startsWith("gave up after 2 attempts in 1000 ms");
    }

    @Test
    void anAnswerAfterTheTimeIsStillAnAnswer() {
        EngineRig hurried = new EngineRig(ONE, MapPolicy.DEFAULT.with("request_timeout", "1000"));
        ScsiTask task = hurried.read();
        hurried.pass(5 * SECOND);
        hurried.good(task);
        assertThat(task.good()).isTrue();
    }

    @Test
    void waitingForAPathIsNotTimeOfRetrying() {
        EngineRig hurried = new EngineRig(ONE, MapPolicy.DEFAULT.with("request_timeout", "1000"));
        ScsiTask task = hurried.read();
        hurried.pass(600 * MILLI);
        hurried.unanswered(task, Delivery.NOT_SENT);
        hurried.pass(20 * SECOND);
        hurried.reinstate("a");
        hurried.pass(399 * MILLI);
        hurried.sense(task, 0x06, 0x29, 0x00);
        assertThat(hurried.completed).isEmpty();
        hurried.pass(MILLI);
        hurried.sense(task, 0x06, 0x29, 0x00);
        assertThat(hurried.completed).containsExactly(task);
    }

    @Test
    void withoutATimeOnlyTheAttemptsEndIt() {
        EngineRig patient = new EngineRig(ONE, MapPolicy.DEFAULT.with("request_timeout", "0"));
        ScsiTask task = patient.read();
        patient.pass(1_000_000 * SECOND);
        patient.sense(task, 0x06, 0x29, 0x00);
        assertThat(patient.pathNameOf(task)).isEqualTo("a");
    }

    @Test
    void aRequestThatMayHaveRunIsNotSaidToBeUnsent() {
        EngineRig few = new EngineRig(ONE, MapPolicy.DEFAULT.with("attempts_max", "1"));
        ScsiTask ended = few.write();
        few.unanswered(ended, Delivery.ENDED);
        assertThat(ended.delivery).isEqualTo(Delivery.ENDED);
        few.reinstate("a");
        ScsiTask unsent = few.write();
        few.unanswered(unsent, Delivery.NOT_SENT);
        assertThat(unsent.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(few.completed).containsExactly(ended, unsent);
    }

    @Test
    void anAccessTransitionOfTenSecondsIsWaitedFor() {
        ScsiTask task = rig.read();
        long end = rig.now + 10 * SECOND;
        while (rig.now < end && rig.completed.isEmpty()) {
            if (rig.pathOf(task) >= 0) {
                rig.sense(task, 0x02, 0x04, 0x0a);
            } else {
                rig.pass(10 * MILLI);
            }
        }
        assertThat(rig.completed).isEmpty();
        rig.pass(10 * SECOND);
        rig.good(task);
        assertThat(task.good()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aProtectionErrorIsTheCallersAtOnceWithItsSense(int ascq) {
        ScsiTask task = rig.read();
        rig.sense(task, 0x0b, 0x10, ascq);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(Status.CHECK_CONDITION);
        assertThat(EngineRig.keyOf(task)).isEqualTo(0x0b);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void aHardwareErrorOnTheOnlyUsablePathIsTheCallers() {
        rig.fail("b");
        ScsiTask task = rig.read();
        rig.sense(task, 0x04, 0x44, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(EngineRig.keyOf(task)).isEqualTo(4);
        assertThat(rig.state().activePaths()).isEqualTo(1);
    }

    @Test
    void aRetryElsewherePassesOverFullPaths() {
        EngineRig three = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 3 0 a b c");
        three.useHandler(Activation.NONE, asc -> Verdict.RETRY_ELSEWHERE);
        ScsiTask onA = three.read();
        ScsiTask onB = three.read();
        three.good(three.read());
        ScsiTask alsoOnA = three.read();
        three.answer(three.read(), Status.TASK_SET_FULL);
        three.good(three.read());
        assertThat(three.out()).containsExactly(onA, onB, alsoOnA);
        three.sense(onA, 0x03, 0x11, 0x00);
        assertThat(three.pathNameOf(onA)).as("not a, and b is full").isEqualTo("c");
    }

    @Test
    void aRetryElsewhereGoesToTheGroupThatIsAskedFor() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 2 0 a b turns 0 1 0 c");
        two.useHandler(Activation.NONE, asc -> Verdict.RETRY_ELSEWHERE);
        ScsiTask task = two.read();
        two.message("switch_group 2");
        two.sense(task, 0x03, 0x11, 0x00);
        assertThat(two.pathNameOf(task)).isEqualTo("c");
    }
}

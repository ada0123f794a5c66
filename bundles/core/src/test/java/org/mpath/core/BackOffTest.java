package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.scsi.Status;

/** BUSY and TASK SET FULL: fewer requests at a time, and longer waits (fault matrix row 34). */
class BackOffTest {
    private static final long WAIT = EngineLimits.DEFAULT.retryDelayNanos();
    private static final String ONE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a";

    private final EngineRig rig = new EngineRig(ONE);

    private List<ScsiTask> reads(int count) {
        return Stream.generate(rig::read).limit(count).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.BUSY, Status.TASK_SET_FULL})
    void waitsDoubleUpToSixtyFourTimesTheFirst(int status) {
        ScsiTask task = rig.read();
        for (long factor : new long[] {1, 2, 4, 8, 16, 32, 64, 64, 64}) {
            rig.answer(task, status);
            assertThat(rig.sent).isEmpty();
            assertThat(rig.state().queued()).isEqualTo(1);
            rig.pass(factor * WAIT - 1);
            assertThat(rig.sent).as("%d times the first wait", factor).isEmpty();
            rig.pass(1);
            assertThat(rig.sent).hasSize(1);
            assertThat(rig.state().queued()).isZero();
        }
        rig.good(task);
        assertThat(rig.info()).as("the path is all right").contains("a A 0");
    }

    @Test
    void aGoodAnswerMakesTheNextWaitTheFirstAgain() {
        ScsiTask task = rig.read();
        rig.answer(task, Status.BUSY);
        rig.pass(WAIT);
        rig.answer(task, Status.BUSY);
        rig.pass(2 * WAIT);
        rig.good(task);
        ScsiTask next = rig.read();
        rig.answer(next, Status.BUSY);
        rig.pass(WAIT);
        assertThat(rig.out()).containsExactly(next);
    }

    @Test
    void theDepthIsWhatWasOutBesideTheRefusedOne() {
        List<ScsiTask> out = reads(8);
        rig.answer(out.get(7), Status.TASK_SET_FULL);
        assertThat(rig.last(Kind.PATH_THROTTLED).path()).isEqualTo("a");
        assertThat(rig.last(Kind.PATH_THROTTLED).to()).isEqualTo("7");
        assertThat(rig.last(Kind.PATH_THROTTLED).reason()).isEqualTo("status 28h");
        ScsiTask surplus = rig.read();
        assertThat(rig.sent).hasSize(7);
        assertThat(rig.pathOf(surplus)).isNegative();
    }

    @Test
    void aSecondRefusalLowersTheDepthWithoutAnotherEvent() {
        List<ScsiTask> out = reads(4);
        rig.answer(out.get(3), Status.TASK_SET_FULL);
        rig.answer(out.get(2), Status.TASK_SET_FULL);
        assertThat(rig.events).containsExactly("PATH_THROTTLED a");
        rig.good(out.get(1));
        rig.good(out.get(0));
        reads(4);
        assertThat(rig.sent).as("two, and one more after two good answers").hasSize(3);
    }

    @Test
    void theDepthNeverFallsBelowOne() {
        ScsiTask task = rig.read();
        rig.answer(task, Status.BUSY);
        rig.pass(WAIT);
        rig.answer(task, Status.BUSY);
        rig.pass(2 * WAIT);
        assertThat(rig.out()).containsExactly(task);
    }

    @Test
    void theDepthGrowsByOneAfterAsManyGoodAnswersAndEndsBeingABound() {
        List<ScsiTask> out = reads(3);
        rig.answer(out.get(2), Status.TASK_SET_FULL);
        reads(80);
        for (int depth = 2; depth < 12; depth++) {
            for (int good = 0; good < depth; good++) {
                assertThat(rig.sent).as("depth %d after %d good answers", depth, good).hasSize(depth);
                assertThat(rig.events).containsExactly("PATH_THROTTLED a");
                rig.good(rig.sent.get(0).task());
            }
        }
        assertThat(rig.last(Kind.PATH_THROTTLED).to()).isEqualTo("unbounded");
        assertThat(rig.state().queued()).as("the refused one alone waits for its time").isEqualTo(1);
        assertThat(reads(40)).allSatisfy(task -> assertThat(rig.pathOf(task)).isNotNegative());
    }

    @Test
    void aRefusalStartsTheCountOfGoodAnswersAnew() {
        List<ScsiTask> out = reads(4);
        rig.answer(out.get(3), Status.TASK_SET_FULL);
        rig.good(out.get(0));
        rig.good(out.get(1));
        List<ScsiTask> more = reads(2);
        rig.answer(more.get(1), Status.TASK_SET_FULL);
        assertThat(rig.sent).hasSize(2);
        reads(10);
        rig.good(out.get(2));
        assertThat(rig.sent).as("one good answer of two").hasSize(2);
        rig.good(more.get(0));
        assertThat(rig.sent).hasSize(3);
    }

    @Test
    void aNewNexusHasNoBound() {
        List<ScsiTask> out = reads(3);
        rig.answer(out.get(2), Status.TASK_SET_FULL);
        rig.engine.linkUp(0, rig.now);
        reads(10);
        assertThat(rig.sent).hasSize(12);
    }

    @Test
    void aReinstatedPathHasNoBound() {
        List<ScsiTask> out = reads(3);
        rig.answer(out.get(2), Status.TASK_SET_FULL);
        rig.fail("a");
        rig.reinstate("a");
        reads(10);
        assertThat(rig.sent).hasSize(12);
    }

    @Test
    void aRefusedRequestWaitsForItsPathOnlyAsLongAsThereIsNone() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 2 0 a b");
        ScsiTask task = two.read();
        two.answer(task, Status.BUSY);
        two.fail("a");
        two.pass(WAIT);
        assertThat(two.pathNameOf(task)).isEqualTo("b");
    }

    @Test
    void aRefusedRequestFailsWithTheLastPath() {
        EngineRig failing = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 1 0 a");
        ScsiTask task = failing.read();
        failing.answer(task, Status.BUSY);
        failing.fail("a");
        assertThat(failing.completed).containsExactly(task);
        assertThat(task.delivery).isEqualTo(Delivery.ANSWERED);
        assertThat(task.status).isEqualTo(Status.BUSY);
        assertThat(task.reason).contains("does not queue").contains("status 08h");
    }

    @Test
    void whatIsDueLaterStaysPutOff() {
        ScsiTask slow = rig.read();
        rig.answer(slow, Status.BUSY);
        rig.pass(WAIT);
        rig.answer(slow, Status.BUSY);
        ScsiTask quick = rig.read();
        rig.answer(quick, Status.BUSY);
        rig.pass(WAIT);
        assertThat(rig.out()).containsExactly(quick);
        assertThat(rig.state().queued()).isEqualTo(1);
        rig.pass(WAIT - 1);
        assertThat(rig.out()).containsExactly(quick);
        rig.good(quick);
        rig.pass(1);
        assertThat(rig.out()).containsExactly(slow);
    }

    @Test
    void aBurstOfRefusalsIsOneReasonToWaitAndNotMany() {
        EngineRig one = new EngineRig(ONE);
        List<ScsiTask> burst = Stream.generate(one::read).limit(10).toList();
        burst.forEach(task -> one.answer(task, Status.BUSY));
        one.pass(EngineLimits.DEFAULT.retryDelayNanos());
        assertThat(one.sent).isNotEmpty();
        one.good(one.sent.get(0).task());
        one.pass(10 * EngineLimits.DEFAULT.retryDelayNanos());
        while (!one.sent.isEmpty()) {
            one.good(one.sent.get(0).task());
        }
        assertThat(one.completed).as("200 ms later all are done").hasSize(10);
    }
}

package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** What a suspend waits for before it is complete, and what it does not let begin (capability row 076). */
class QuiesceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String QUEUEING = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String ONE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a";

    private final EngineRig rig = new EngineRig(QUEUEING);

    private void suspend(boolean flush) {
        rig.engine.suspend(flush, rig.now);
    }

    private void resume() {
        rig.engine.resumeIo(rig.now);
    }

    @Test
    void delayedRetriesAreSentBeforeAFlushEnds() {
        ScsiTask task = rig.read();
        rig.answer(task, Status.BUSY);
        suspend(true);
        assertThat(rig.suspends).isZero();
        rig.pass(EngineLimits.DEFAULT.retryDelayNanos());
        assertThat(rig.suspends).isZero();
        rig.good(task);
        assertThat(rig.suspends).isEqualTo(1);
    }

    @Test
    void delayedRetriesWaitForResumeWithoutFlush() {
        ScsiTask task = rig.read();
        rig.answer(task, Status.BUSY);
        suspend(false);
        assertThat(rig.suspends).isEqualTo(1);
        rig.pass(SECOND);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(1);
        resume();
        assertThat(rig.out()).containsExactly(task);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatWaitsForAFenceIsFencedBeforeTheSuspendEnds(boolean flush) {
        ScsiTask write = rig.write();
        rig.unanswered(write, Delivery.UNKNOWN);
        suspend(flush);
        assertThat(rig.suspends).as("the unit may still run it").isZero();
        rig.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        assertThat(rig.resets).hasSize(1);
        assertThat(rig.suspends).isZero();
        rig.engine.resetDone(rig.resets.get(0), true, rig.now);
        if (flush) {
            rig.good(write);
        }
        assertThat(rig.suspends).isEqualTo(1);
        assertThat(rig.sent).isEmpty();
        resume();
        assertThat(rig.out().contains(write)).isEqualTo(!flush);
    }

    @Test
    void anOutstandingActivationIsWaitedForAndNoOtherBegins() {
        EngineRig activating = new EngineRig("0 1024 multipath 3 queue_if_no_path pg_init_retries 5 0 1 1 turns 0 1 0 a");
        activating.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask held = activating.read();
        EngineRig.Asked asked = activating.activations.remove(0);
        activating.engine.suspend(false, activating.now);
        assertThat(activating.suspends).isZero();
        activating.engine.activated(asked.path(), asked.round(), ActivationCode.IMM_RETRY, activating.now);
        assertThat(activating.suspends).isEqualTo(1);
        assertThat(activating.activations).isEmpty();
        activating.engine.resumeIo(activating.now);
        EngineRig.Asked again = activating.activations.remove(0);
        assertThat(activating.sent).isEmpty();
        activating.engine.activated(again.path(), again.round(), ActivationCode.OK, activating.now);
        assertThat(activating.out()).containsExactly(held);
    }

    @Test
    void aFlushingSuspendActivatesAsLongAsSomethingWaitsForIt() {
        EngineRig activating = new EngineRig(QUEUEING.replace(" 2 0 a b", " 1 0 a"));
        activating.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask held = activating.read();
        EngineRig.Asked asked = activating.activations.remove(0);
        activating.engine.suspend(true, activating.now);
        assertThat(activating.suspends).isZero();
        activating.engine.activated(asked.path(), asked.round(), ActivationCode.OK, activating.now);
        assertThat(activating.out()).containsExactly(held);
        activating.good(held);
        assertThat(activating.suspends).isEqualTo(1);
    }

    @Test
    void aRunningProbeIsWaitedFor() {
        rig.good(rig.read());
        rig.engine.probe(rig.now);
        suspend(false);
        assertThat(rig.suspends).isZero();
        for (int path : rig.probes) {
            ScsiTask probe = new ScsiTask();
            probe.delivery = Delivery.ANSWERED;
            rig.engine.probed(path, probe, rig.now);
        }
        assertThat(rig.suspends).isEqualTo(1);
    }

    @Test
    void noActivationBeginsWhileTheMapIsSuspended() {
        EngineRig activating = new EngineRig("0 1024 multipath 3 queue_if_no_path pg_init_retries 3 0 1 1 turns 0 1 0 a");
        activating.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        activating.read();
        EngineRig.Asked asked = activating.activations.remove(0);
        activating.engine.activated(asked.path(), asked.round(), ActivationCode.RETRY, activating.now);
        activating.engine.suspend(false, activating.now);
        assertThat(activating.suspends).isEqualTo(1);
        activating.pass(10 * SECOND);
        assertThat(activating.activations).isEmpty();
        activating.engine.resumeIo(activating.now);
        activating.pass(2 * SECOND);
        assertThat(activating.activations).as("it was put off, and waits its delay").hasSize(1);
    }

    @Test
    void aFlushingSuspendEndsWhenTheLastPathGoesMeanwhile() {
        EngineRig one = new EngineRig(ONE);
        ScsiTask first = one.read();
        one.answer(one.read(), Status.TASK_SET_FULL);
        ScsiTask waits = one.read();
        assertThat(one.out()).containsExactly(first);
        one.engine.suspend(true, one.now);
        one.unanswered(first, Delivery.NOT_SENT);
        one.pass(SECOND);
        assertThat(one.completed).contains(first, waits).hasSize(3);
        assertThat(one.suspends).isEqualTo(1);
    }
}

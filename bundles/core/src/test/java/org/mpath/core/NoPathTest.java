package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** What becomes of I/O without a usable path (capability rows 010, 074, 075, and the policy beyond the kernel's). */
class NoPathTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final String QUEUEING = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String ONE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a";
    private static final String FAILING = "0 1024 multipath 0 0 1 1 turns 0 2 0 a b";

    private final EngineRig rig = withoutPath(MapPolicy.DEFAULT);

    private static EngineRig withoutPath(MapPolicy policy) {
        EngineRig rig = new EngineRig(QUEUEING, policy);
        rig.fail("a", "b");
        rig.told.clear();
        rig.events.clear();
        return rig;
    }

    private static EngineRig withoutPath(String key, String value) {
        return withoutPath(MapPolicy.DEFAULT.with(key, value));
    }

    private static List<ScsiTask> reads(EngineRig rig, int count) {
        return Stream.generate(rig::read).limit(count).toList();
    }

    @Test
    void fiveRequestsToAMapWithoutPathsCompleteInOrderWhenAPathIsAttached() {
        EngineRig empty = new EngineRig("0 1024 multipath 1 queue_if_no_path 0 0 0");
        List<ScsiTask> tasks = reads(empty, 5);
        assertThat(empty.completed).isEmpty();
        assertThat(empty.state().queued()).isEqualTo(5);
        assertThat(empty.state().inFlight()).isZero();
        empty.load("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 a");
        assertThat(empty.out()).containsExactlyElementsOf(tasks);
        assertThat(empty.state().queued()).isZero();
        assertThat(empty.state().inFlight()).isEqualTo(5);
        tasks.forEach(empty::good);
        assertThat(empty.completed).containsExactlyElementsOf(tasks);
    }

    @Test
    void tenHeldRequestsFailWithOneMessageEach() {
        List<ScsiTask> tasks = reads(rig, 10);
        assertThat(rig.completed).isEmpty();
        rig.message("fail_if_no_path");
        assertThat(rig.completed).containsExactlyElementsOf(tasks);
        assertThat(tasks).allSatisfy(task -> {
            assertThat(task.delivery).isEqualTo(Delivery.NOT_SENT);
            assertThat(task.reason).isEqualTo("no usable path and the map does not queue");
        });
        assertThat(rig.state().queued()).isZero();
        assertThat(rig.state().counters().errors()).isEqualTo(10);
        assertThat(rig.state().condition()).isEqualTo(Condition.FAILED);
    }

    @Test
    void queueingCanBeSwitchedOnWhileThereIsNoPath() {
        EngineRig failing = new EngineRig(FAILING);
        failing.fail("a", "b");
        ScsiTask before = failing.read();
        assertThat(failing.completed).containsExactly(before);
        failing.message("queue_if_no_path");
        ScsiTask after = failing.read();
        assertThat(failing.completed).containsExactly(before);
        assertThat(failing.state().condition()).isEqualTo(Condition.QUEUEING);
        failing.reinstate("b");
        assertThat(failing.pathNameOf(after)).isEqualTo("b");
    }

    @Test
    void queueingSwitchedOnWithoutAPathEndsWithTheTimeToo() {
        EngineRig failing = new EngineRig(FAILING);
        failing.fail("a", "b");
        failing.pass(100 * SECOND);
        failing.message("queue_if_no_path");
        ScsiTask task = failing.read();
        failing.pass(30 * SECOND - 1);
        assertThat(failing.completed).isEmpty();
        failing.pass(1);
        assertThat(failing.completed).containsExactly(task);
    }

    // ---- the no-path timer ----

    @Test
    void heldFor29SecondsAndFailedAt30() {
        ScsiTask task = rig.read();
        rig.pass(29 * SECOND);
        assertThat(rig.completed).isEmpty();
        rig.pass(SECOND - 1);
        assertThat(rig.completed).isEmpty();
        rig.pass(1);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.reason).isEqualTo("no usable path for 30 s");
        assertThat(rig.last(Kind.MAP_NO_PATH).reason()).isEqualTo("I/O fails: no usable path for 30 s");
        assertThat(rig.state().condition()).isEqualTo(Condition.FAILED);
    }

    @Test
    void theTimeRunsFromTheLossOfTheLastPathAndNotFromTheRequest() {
        rig.pass(20 * SECOND);
        ScsiTask late = rig.read();
        rig.pass(10 * SECOND);
        assertThat(rig.completed).containsExactly(late);
    }

    @Test
    void reinstatementCancelsTheTime() {
        ScsiTask task = rig.read();
        rig.pass(29 * SECOND);
        rig.reinstate("a");
        assertThat(rig.timerAt).as("nothing is left to wait for").isEqualTo(Long.MAX_VALUE);
        rig.pass(60 * SECOND);
        rig.good(task);
        assertThat(task.good()).isTrue();
        rig.fail("a");
        ScsiTask again = rig.read();
        rig.pass(30 * SECOND - 1);
        assertThat(rig.completed).doesNotContain(again);
        rig.pass(1);
        assertThat(rig.completed).contains(again);
    }

    @Test
    void aReloadWithAUsablePathCancelsTheTime() {
        ScsiTask task = rig.read();
        rig.pass(29 * SECOND);
        rig.load("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 c");
        rig.pass(SECOND);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void afterTheTimeRequestsFailAtOnceUntilToldToQueueAgain() {
        rig.pass(30 * SECOND);
        ScsiTask late = rig.read();
        assertThat(rig.completed).containsExactly(late);
        rig.message("queue_if_no_path");
        ScsiTask waits = rig.read();
        assertThat(rig.completed).containsExactly(late);
        rig.pass(30 * SECOND);
        assertThat(rig.completed).containsExactly(late, waits);
    }

    @Test
    void openBsdsPolicyHoldsForEver() {
        EngineRig forEver = withoutPath("no_path_timeout", "0");
        ScsiTask task = forEver.read();
        assertThat(forEver.timerAt).as("no timer runs").isEqualTo(Long.MAX_VALUE);
        forEver.pass(1_000_000 * SECOND);
        assertThat(forEver.completed).isEmpty();
        forEver.reinstate("a");
        forEver.good(task);
        assertThat(task.good()).isTrue();
    }

    @Test
    void theKernelsPolicyFailsAtOnce() {
        EngineRig failing = new EngineRig(FAILING, MapPolicy.DEFAULT.with("no_path_timeout", "0"));
        failing.fail("a", "b");
        assertThat(failing.timerAt).isEqualTo(Long.MAX_VALUE);
        assertThat(failing.completed).containsExactly(failing.read());
    }

    @Test
    void theTimeIsNamedInTheReason() {
        EngineRig quick = withoutPath("no_path_timeout", "5000");
        ScsiTask task = quick.read();
        quick.pass(5 * SECOND);
        assertThat(task.reason).isEqualTo("no usable path for 5 s");
    }

    // ---- bounds of the queue ----

    @Test
    void asManyRequestsWaitAsThePolicyAllows() {
        EngineRig bounded = withoutPath("queued_tasks_max", "3");
        List<ScsiTask> kept = reads(bounded, 3);
        ScsiTask surplus = bounded.read();
        assertThat(bounded.completed).containsExactly(surplus);
        assertThat(surplus.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(surplus.reason).isEqualTo("no usable path and 3 tasks wait already (queued_tasks_max)");
        bounded.reinstate("a");
        assertThat(bounded.out()).containsExactlyElementsOf(kept);
        bounded.fail("a");
        assertThat(reads(bounded, 3)).as("there is room again").doesNotContainAnyElementsOf(bounded.completed);
    }

    @Test
    void asManyBytesWaitAsThePolicyAllows() {
        EngineRig bounded = withoutPath("queued_bytes_max", "8192");
        List<ScsiTask> kept = reads(bounded, 2);
        ScsiTask surplus = bounded.read();
        assertThat(bounded.completed).containsExactly(surplus);
        assertThat(surplus.reason).isEqualTo("no usable path and 8192 bytes wait already (queued_bytes_max)");
        ScsiTask small = bounded.command(0x35);
        assertThat(bounded.completed).as("one without data has room").doesNotContain(small);
        bounded.reinstate("a");
        assertThat(bounded.out()).containsExactly(kept.get(0), kept.get(1), small);
        bounded.fail("a");
        assertThat(reads(bounded, 2)).doesNotContainAnyElementsOf(bounded.completed);
    }

    @Test
    void boundsHoldWhileTheGroupIsActivatedTooAndBlameNoPath() {
        EngineRig activating = new EngineRig(QUEUEING, MapPolicy.DEFAULT.with("queued_tasks_max", "1"));
        activating.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        activating.read();
        ScsiTask surplus = activating.read();
        assertThat(activating.completed).containsExactly(surplus);
        assertThat(surplus.reason).isEqualTo("1 tasks wait already (queued_tasks_max)");
    }

    @Test
    void aRequestWaitsNoLongerThanItsAge() {
        EngineRig aged = withoutPath("queued_age", "2000");
        ScsiTask first = aged.read();
        aged.pass(1500 * MILLI);
        ScsiTask second = aged.read();
        aged.pass(500 * MILLI - 1);
        assertThat(aged.completed).isEmpty();
        aged.pass(1);
        assertThat(aged.completed).containsExactly(first);
        assertThat(first.reason).isEqualTo("no usable path for 2000 ms (queued_age)");
        aged.pass(1500 * MILLI - 1);
        assertThat(aged.completed).containsExactly(first);
        aged.pass(1);
        assertThat(aged.completed).containsExactly(first, second);
    }

    @Test
    void ageDoesNotCountWhileAPathIsUsable() {
        EngineRig aged = withoutPath("queued_age", "2000");
        ScsiTask task = aged.read();
        aged.pass(1500 * MILLI);
        aged.reinstate("a");
        aged.pass(10 * SECOND);
        assertThat(aged.completed).isEmpty();
        aged.good(task);
        assertThat(task.good()).isTrue();
    }

    @Test
    void aRequestThatLostItsPathIsHeldBeforeThoseThatCameLater() {
        EngineRig losing = new EngineRig(QUEUEING);
        ScsiTask first = losing.read();
        losing.fail("a", "b");
        ScsiTask second = losing.read();
        losing.unanswered(first, Delivery.NOT_SENT);
        losing.reinstate("a");
        assertThat(losing.out()).containsExactly(first, second);
    }

    // ---- a policy that changes while I/O waits ----

    @Test
    void aShorterTimeCountsFromTheChange() {
        ScsiTask task = rig.read();
        rig.pass(10 * SECOND);
        rig.engine.policy(MapPolicy.DEFAULT.with("no_path_timeout", "5000"), rig.now);
        rig.pass(5 * SECOND - 1);
        assertThat(rig.completed).isEmpty();
        rig.pass(1);
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void aPolicyForEverStopsTheTime() {
        rig.read();
        rig.pass(29 * SECOND);
        rig.engine.policy(MapPolicy.DEFAULT.with("no_path_timeout", "0"), rig.now);
        rig.pass(1000 * SECOND);
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void aPolicyWithATimeStartsItForWhatWaits() {
        EngineRig forEver = withoutPath("no_path_timeout", "0");
        ScsiTask task = forEver.read();
        forEver.pass(1000 * SECOND);
        forEver.engine.policy(MapPolicy.DEFAULT, forEver.now);
        assertThat(forEver.completed).isEmpty();
        forEver.pass(30 * SECOND);
        assertThat(forEver.completed).containsExactly(task);
    }

    @Test
    void anAgeCountsForWhatWaitsAlready() {
        ScsiTask first = rig.read();
        rig.pass(3 * SECOND);
        ScsiTask second = rig.read();
        rig.engine.policy(MapPolicy.DEFAULT.with("queued_age", "2000"), rig.now);
        assertThat(rig.completed).containsExactly(first);
        rig.pass(2 * SECOND - 1);
        assertThat(rig.completed).containsExactly(first);
        rig.pass(1);
        assertThat(rig.completed).containsExactly(first, second);
    }

    @Test
    void aPolicyChangeIsAnEventWithBothPolicies() {
        MapPolicy next = MapPolicy.DEFAULT.with("attempts_max", "7");
        rig.engine.policy(next, rig.now);
        assertThat(rig.engine.policy()).isEqualTo(next);
        assertThat(rig.last(Kind.POLICY_CHANGED).from()).isEqualTo(MapPolicy.DEFAULT.toString());
        assertThat(rig.last(Kind.POLICY_CHANGED).to()).isEqualTo(next.toString());
    }

    @Test
    void theAgeCountsForWhatWaitedForAFullPathThatThenFailed() {
        EngineRig aged = new EngineRig(ONE,
                MapPolicy.DEFAULT.with("no_path_timeout", "0").with("queued_age", "2000"));
        ScsiTask first = aged.read();
        aged.answer(aged.read(), Status.TASK_SET_FULL);
        ScsiTask waits = aged.read();
        aged.fail("a");
        aged.good(first);
        aged.pass(5 * SECOND);
        assertThat(aged.completed).contains(waits);
    }

    @Test
    void theAgeCountsForWhatWaitedForAnActivationThatFailed() {
        EngineRig aged = new EngineRig(ONE,
                MapPolicy.DEFAULT.with("no_path_timeout", "0").with("queued_age", "2000"));
        aged.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask waits = aged.read();
        EngineRig.Asked asked = aged.activations.remove(0);
        aged.engine.activated(asked.path(), asked.round(), ActivationCode.IO, aged.now);
        aged.pass(5 * SECOND);
        assertThat(aged.completed).contains(waits);
    }

    @Test
    void aMapToldToQueueAgainShowsIt() {
        rig.fail("a", "b");
        rig.pass(30 * SECOND);
        assertThat(rig.state().condition()).isEqualTo(Condition.FAILED);
        rig.message("queue_if_no_path");
        assertThat(rig.state().condition()).isEqualTo(Condition.QUEUEING);
    }

    @Test
    void aPolicyForEverAfterTheTimeRanOutHoldsIo() {
        rig.fail("a", "b");
        rig.pass(30 * SECOND);
        rig.engine.policy(MapPolicy.DEFAULT.with("no_path_timeout", "0"), rig.now);
        ScsiTask task = rig.read();
        assertThat(task.reason).isNull();
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void theTimeRunsFromTheLoadOfATableWithoutPaths() {
        EngineRig empty = new EngineRig("0 1024 multipath 1 queue_if_no_path 0 0 0");
        empty.pass(20 * SECOND);
        ScsiTask task = empty.read();
        empty.pass(10 * SECOND - 1);
        assertThat(empty.completed).isEmpty();
        empty.pass(1);
        assertThat(empty.completed).containsExactly(task);
    }

    @Test
    void theTimeRunsFromTheMessageThatSwitchedQueueingOn() {
        EngineRig failing = new EngineRig(FAILING);
        failing.fail("a", "b");
        failing.message("queue_if_no_path");
        failing.pass(20 * SECOND);
        ScsiTask task = failing.read();
        failing.pass(10 * SECOND);
        assertThat(failing.completed).containsExactly(task);
    }

    @Test
    void aReloadWithAUsablePathForgetsThatTheTimeRan() {
        rig.pass(29 * SECOND);
        rig.load("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 c");
        rig.told.clear();
        rig.pass(60 * SECOND);
        assertThat(rig.told).isEmpty();
        rig.fail("c");
        ScsiTask waits = rig.read();
        assertThat(rig.completed).doesNotContain(waits);
    }

    @Test
    void aReloadAfterTheTimeRanOutLetsIoWaitAgainWhenThePathIsLostAgain() {
        rig.pass(30 * SECOND);
        rig.load("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 c");
        rig.fail("c");
        ScsiTask waits = rig.read();
        assertThat(rig.completed).isEmpty();
        rig.reinstate("c");
        assertThat(rig.pathNameOf(waits)).isEqualTo("c");
    }

    @Test
    void nothingIsTimedAnyMoreWhenWhatWaitedHasFailed() {
        EngineRig aged = withoutPath("queued_age", "2000");
        aged.read();
        aged.message("fail_if_no_path");
        assertThat(aged.timerAt).isEqualTo(Long.MAX_VALUE);
        aged.told.clear();
        aged.pass(60 * SECOND);
        assertThat(aged.told).isEmpty();
    }

    @Test
    void aTaskThatWasGoodBeforeIsNotGoodWhenItIsRefused() {
        EngineRig failing = new EngineRig(FAILING);
        ScsiTask task = failing.read();
        failing.good(task);
        failing.fail("a", "b");
        failing.engine.submit(task, failing.now);
        assertThat(failing.completed).containsExactly(task, task);
        assertThat(task.good()).isFalse();
        assertThat(task.delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(task.reason).isEqualTo("no usable path and the map does not queue");
    }

    @Test
    void aTaskOfUnknownOutcomeBeforeIsNotUnknownWhenItIsRefused() {
        EngineRig failing = new EngineRig(FAILING, MapPolicy.DEFAULT.with("attempts_max", "1"));
        ScsiTask task = failing.read();
        failing.unanswered(task, Delivery.UNKNOWN);
        failing.fail("a", "b");
        failing.engine.submit(task, failing.now);
        assertThat(failing.completed).hasSize(2);
        assertThat(task.delivery).isEqualTo(Delivery.NOT_SENT);
    }

    @Test
    void waitingForAnActivationIsNotTimeOfRetryingEvenIfItFails() {
        EngineRig hurried = new EngineRig(ONE, MapPolicy.DEFAULT.with("request_timeout", "1000"));
        hurried.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask task = hurried.read();
        hurried.pass(5 * SECOND);
        EngineRig.Asked asked = hurried.activations.remove(0);
        hurried.engine.activated(asked.path(), asked.round(), ActivationCode.IO, hurried.now);
        hurried.pass(SECOND);
        hurried.reinstate("a");
        asked = hurried.activations.remove(0);
        hurried.engine.activated(asked.path(), asked.round(), ActivationCode.OK, hurried.now);
        assertThat(hurried.pathNameOf(task)).isEqualTo("a");
        hurried.sense(task, 0x06, 0x29, 0x00);
        assertThat(hurried.completed).isEmpty();
    }
}

package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.TextForm;

/** Suspend, with and without flush, and resume (seed-systems 3.8, capability row 076). */
class SuspensionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String QUEUEING = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String FAILING = "0 1024 multipath 0 0 1 1 turns 0 2 0 a b";

    private final EngineRig rig = new EngineRig(QUEUEING);

    @BeforeEach
    void forgetTheLoad() {
        rig.events.clear();
    }

    private void suspend(boolean flush) {
        rig.engine.suspend(flush, rig.now);
    }

    private void resume() {
        rig.engine.resumeIo(rig.now);
    }

    @Test
    void aFlushTakesQueueingOutOfTheTableUntilItGoesOn() {
        suspend(true);
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(FAILING);
        assertThat(rig.engine.table(TextForm.LINUX_2005)).isEqualTo(QUEUEING);
        resume();
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(QUEUEING);
        suspend(false);
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(QUEUEING);
    }

    @Test
    void aMapOfBiosShowsNoQueueingWhileItIsSuspended() {
        String table = QUEUEING.replace("1 queue_if_no_path", "4 queue_if_no_path retain_attached_hw_handler queue_mode bio");
        EngineRig bios = new EngineRig(table);
        bios.engine.suspend(false, bios.now);
        assertThat(bios.engine.table(TextForm.TODAY)).isEqualTo(table.replace("4 queue_if_no_path", "3"));
        bios.engine.resumeIo(bios.now);
        assertThat(bios.engine.table(TextForm.TODAY)).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anIdleMapIsSuspendedAtOnceAndHoldsWhatArrives(boolean flush) {
        suspend(flush);
        assertThat(rig.suspends).isEqualTo(1);
        assertThat(rig.state().condition()).isEqualTo(Condition.SUSPENDED);
        ScsiTask first = rig.read();
        ScsiTask second = rig.write();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(2);
        resume();
        assertThat(rig.out()).containsExactly(first, second);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
        assertThat(rig.state().queued()).isZero();
        assertThat(rig.events).containsExactly("MAP_SUSPENDED", "MAP_RESUMED");
        assertThat(rig.last(Kind.MAP_RESUMED).reason()).isEqualTo("2 task(s) waited");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void suspendEndsWithTheLastAnswerOfWhatIsInFlight(boolean flush) {
        ScsiTask first = rig.read();
        ScsiTask second = rig.read();
        suspend(flush);
        assertThat(rig.suspends).isZero();
        ScsiTask later = rig.read();
        rig.good(first);
        assertThat(rig.suspends).isZero();
        rig.good(second);
        assertThat(rig.suspends).isEqualTo(1);
        assertThat(rig.completed).containsExactly(first, second);
        assertThat(rig.sent).isEmpty();
        resume();
        assertThat(rig.out()).containsExactly(later);
    }

    @Test
    void aRequestThatMustGoAgainDoesSoBeforeAFlushingSuspendEnds() {
        ScsiTask task = rig.read();
        suspend(true);
        rig.unanswered(task, Delivery.NOT_SENT);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        assertThat(rig.suspends).isZero();
        rig.good(task);
        assertThat(rig.suspends).isEqualTo(1);
    }

    @Test
    void aRequestThatMustGoAgainWaitsForResumeWithoutFlush() {
        ScsiTask task = rig.read();
        suspend(false);
        ScsiTask later = rig.read();
        rig.unanswered(task, Delivery.NOT_SENT);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.suspends).isEqualTo(1);
        assertThat(rig.last(Kind.MAP_SUSPENDED).reason()).isEqualTo("1 task(s) wait");
        resume();
        assertThat(rig.out()).as("what waited goes before what arrived").containsExactly(task, later);
    }

    @Test
    void aFlushingSuspendFailsWhatWaitsForAPath() {
        rig.fail("a", "b");
        ScsiTask held = rig.read();
        suspend(true);
        assertThat(rig.completed).containsExactly(held);
        assertThat(held.reason).isEqualTo("the map is being suspended and no path is usable");
        assertThat(rig.suspends).isEqualTo(1);
    }

    @Test
    void aSuspendWithoutFlushKeepsWhatWaitsForAPath() {
        rig.fail("a", "b");
        ScsiTask held = rig.read();
        suspend(false);
        assertThat(rig.suspends).isEqualTo(1);
        assertThat(rig.completed).isEmpty();
        resume();
        assertThat(rig.completed).isEmpty();
        assertThat(rig.state().condition()).isEqualTo(Condition.QUEUEING);
        rig.reinstate("a");
        assertThat(rig.out()).containsExactly(held);
    }

    @Test
    void aFlushingSuspendFailsARequestThatLosesTheLastPath() {
        rig.fail("b");
        ScsiTask task = rig.read();
        suspend(true);
        rig.unanswered(task, Delivery.NOT_SENT);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.reason).contains("being suspended").contains("connection lost");
        assertThat(rig.suspends).isEqualTo(1);
    }

    @Test
    void arrivalsDuringAFlushWithoutPathsAreKeptForResume() {
        rig.fail("a", "b");
        suspend(true);
        ScsiTask arrived = rig.read();
        assertThat(rig.completed).isEmpty();
        resume();
        assertThat(rig.completed).isEmpty();
        rig.reinstate("b");
        assertThat(rig.out()).containsExactly(arrived);
    }

    @Test
    void whatArrivedFailsAtResumeWhenThereIsNoPathAndTheMapDoesNotQueue() {
        EngineRig failing = new EngineRig(FAILING);
        failing.engine.suspend(false, failing.now);
        ScsiTask arrived = failing.read();
        failing.fail("a", "b");
        assertThat(failing.completed).as("suspended maps hold I/O whatever they do without paths").isEmpty();
        failing.engine.resumeIo(failing.now);
        assertThat(failing.completed).containsExactly(arrived);
        assertThat(arrived.reason).contains("does not queue");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void queueIfNoPathIsAsBeforeAfterResume(boolean flush) {
        rig.fail("a", "b");
        suspend(flush);
        resume();
        assertThat(rig.engine.table(TextForm.TODAY)).contains("1 queue_if_no_path");
        assertThat(rig.state().features()).containsExactly("queue_if_no_path");
        rig.read();
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void theNoPathTimeStopsWhileSuspendedAndBeginsAnewAtResume() {
        rig.fail("a", "b");
        ScsiTask held = rig.read();
        rig.pass(29 * SECOND);
        suspend(false);
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
        rig.pass(100 * SECOND);
        assertThat(rig.completed).isEmpty();
        resume();
        rig.pass(30 * SECOND - 1);
        assertThat(rig.completed).isEmpty();
        rig.pass(1);
        assertThat(rig.completed).containsExactly(held);
    }

    @Test
    void losingTheLastPathWhileSuspendedStartsNoTime() {
        suspend(false);
        ScsiTask held = rig.read();
        rig.fail("a", "b");
        rig.pass(100 * SECOND);
        assertThat(rig.completed).isEmpty();
        resume();
        rig.pass(30 * SECOND);
        assertThat(rig.completed).containsExactly(held);
    }

    @Test
    void theAgeOfWhatWaitsStopsNobodyWhileSuspended() {
        EngineRig aged = new EngineRig(QUEUEING, MapPolicy.DEFAULT.with("queued_age", "2000"));
        aged.fail("a", "b");
        ScsiTask held = aged.read();
        aged.engine.suspend(false, aged.now);
        aged.pass(10 * SECOND);
        assertThat(aged.completed).isEmpty();
        aged.reinstate("a");
        aged.engine.resumeIo(aged.now);
        assertThat(aged.pathNameOf(held)).isEqualTo("a");
    }

    @Test
    void theTimeInSuspensionIsNotTimeOfRetrying() {
        EngineRig hurried = new EngineRig(QUEUEING, MapPolicy.DEFAULT.with("request_timeout", "1000"));
        hurried.engine.suspend(false, hurried.now);
        ScsiTask task = hurried.read();
        hurried.pass(10 * SECOND);
        hurried.engine.resumeIo(hurried.now);
        hurried.unanswered(task, Delivery.NOT_SENT);
        assertThat(hurried.pathNameOf(task)).isEqualTo("b");
    }

    @Test
    void resumeBeforeTheSuspendWasCompleteLetsIoGoOn() {
        ScsiTask first = rig.read();
        suspend(true);
        ScsiTask second = rig.read();
        resume();
        assertThat(rig.out()).containsExactly(first, second);
        rig.good(first);
        rig.good(second);
        assertThat(rig.suspends).isZero();
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void resumeOfARunningMapIsNothing() {
        resume();
        assertThat(rig.events).isEmpty();
    }

    @Test
    void suspendOfASuspendedMapIsAnsweredAndChangesNothing() {
        suspend(false);
        suspend(true);
        assertThat(rig.suspends).isEqualTo(2);
        assertThat(rig.events).containsExactly("MAP_SUSPENDED");
        resume();
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
    }

    @Test
    void aTableLoadedWhileSuspendedIsUsedAtResume() {
        ScsiTask task = rig.read();
        suspend(false);
        rig.unanswered(task, Delivery.NOT_SENT);
        ScsiTask arrived = rig.read();
        rig.load("0 1024 multipath 0 0 1 1 turns 0 1 0 c");
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().condition()).isEqualTo(Condition.SUSPENDED);
        resume();
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
        assertThat(rig.pathNameOf(arrived)).isEqualTo("c");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo("0 1024 multipath 0 0 1 1 turns 0 1 0 c");
    }

    @Test
    void aTableWithoutPathsLoadedWhileSuspendedStartsNoTime() {
        suspend(false);
        ScsiTask arrived = rig.read();
        rig.load("0 1024 multipath 1 queue_if_no_path 0 0 0");
        rig.pass(100 * SECOND);
        assertThat(rig.completed).isEmpty();
        resume();
        rig.pass(30 * SECOND);
        assertThat(rig.completed).containsExactly(arrived);
    }

    @Test
    void aPolicyChangedWhileSuspendedStartsNoTime() {
        rig.fail("a", "b");
        rig.read();
        suspend(false);
        rig.engine.policy(MapPolicy.DEFAULT.with("no_path_timeout", "1000"), rig.now);
        rig.pass(100 * SECOND);
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void aPathReinstatedWhileSuspendedSendsNothing() {
        rig.fail("a", "b");
        ScsiTask held = rig.read();
        suspend(false);
        rig.reinstate("a");
        assertThat(rig.sent).isEmpty();
        resume();
        assertThat(rig.out()).containsExactly(held);
    }

    @Test
    void whatWaitsWhileSuspendedIsBoundedToo() {
        EngineRig bounded = new EngineRig(QUEUEING, MapPolicy.DEFAULT.with("queued_tasks_max", "2"));
        bounded.engine.suspend(false, bounded.now);
        bounded.read();
        bounded.read();
        ScsiTask surplus = bounded.read();
        assertThat(bounded.completed).containsExactly(surplus);
        assertThat(surplus.reason).isEqualTo("2 tasks wait already (queued_tasks_max)");
    }

    @Test
    void closingASuspendedMapFailsWhatWaits() {
        suspend(false);
        ScsiTask held = rig.read();
        rig.engine.close(rig.now);
        assertThat(rig.completed).containsExactly(held);
        assertThat(held.reason).isEqualTo("the map was removed");
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aMapThatIsBeingSuspendedSaysSoFromTheStart() {
        rig.read();
        rig.engine.suspend(false, rig.now);
        rig.read();
        assertThat(rig.suspends).isZero();
        assertThat(rig.state().condition()).isEqualTo(Condition.SUSPENDED);
    }

    @Test
    void theNoPathTimeBeginsAtResumeAndNotWithTheNextRequest() {
        rig.fail("a", "b");
        suspend(false);
        resume();
        rig.pass(20 * SECOND);
        ScsiTask task = rig.read();
        rig.pass(10 * SECOND);
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void theAgeOfWhatWaitsBeginsAnewAtResume() {
        EngineRig aged = new EngineRig(QUEUEING, MapPolicy.DEFAULT.with("queued_age", "2000"));
        aged.engine.suspend(false, aged.now);
        ScsiTask held = aged.read();
        aged.fail("a", "b");
        aged.pass(10 * SECOND);
        aged.engine.resumeIo(aged.now);
        aged.pass(2 * SECOND - 1);
        assertThat(aged.completed).isEmpty();
        aged.pass(1);
        assertThat(aged.completed).containsExactly(held);
    }

    @Test
    void whatArrivesDuringAFlushIsKeptEvenWhenTheMapDoesNotQueue() {
        EngineRig failing = new EngineRig(FAILING);
        ScsiTask out = failing.read();
        failing.engine.suspend(true, failing.now);
        failing.fail("a", "b");
        ScsiTask arrived = failing.read();
        assertThat(failing.completed).isEmpty();
        failing.good(out);
        assertThat(failing.suspends).isEqualTo(1);
        failing.reinstate("a");
        failing.engine.resumeIo(failing.now);
        assertThat(failing.out()).containsExactly(arrived);
    }

    @Test
    void whatWaitedAndWhatArrivedAreBoundedTogether() {
        EngineRig bounded = new EngineRig(QUEUEING, MapPolicy.DEFAULT.with("queued_bytes_max", "8192"));
        bounded.fail("a", "b");
        bounded.read();
        bounded.engine.suspend(false, bounded.now);
        bounded.read();
        ScsiTask surplus = bounded.read();
        assertThat(bounded.completed).containsExactly(surplus);
        assertThat(surplus.reason).contains("8192 bytes wait already");
    }

    @Test
    void aRequestToARemovedMapIsRefusedThoughTheMapWasSuspended() {
        suspend(false);
        rig.engine.close(rig.now);
        ScsiTask late = rig.read();
        assertThat(rig.completed).containsExactly(late);
        assertThat(rig.state().condition()).isNotEqualTo(Condition.SUSPENDED);
    }
}

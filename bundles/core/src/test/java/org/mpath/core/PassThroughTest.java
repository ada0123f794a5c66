package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.PassThrough;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** A task that goes out now or not at all (seed-systems 3.9 ioctl, 1.5 polled transfer; capability rows 013 and 083). */
class PassThroughTest {
    private static final String QUEUEING = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String FAILING = "0 1024 multipath 0 0 1 1 turns 0 2 0 a b";

    private final EngineRig rig = new EngineRig(FAILING);
    private final ScsiTask task = new ScsiTask();

    private PassThrough pass(EngineRig through) {
        task.cdb[0] = 0x12;
        task.cdbLength = 6;
        task.direction = DataDirection.READ;
        task.dataLength = 96;
        return through.engine.passThrough(task, through.now);
    }

    @Test
    void itIsSentOnTheCurrentPathAndItsAnswerIsThePathsOwn() {
        assertThat(pass(rig)).isEqualTo(PassThrough.SENT);
        assertThat(rig.pathNameOf(task)).isEqualTo("a");
        assertThat(rig.state().inFlight()).isEqualTo(1);
        assertThat(rig.info()).as("it chose the group").startsWith("2 0 0 0 1 1 A ");
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.good()).isTrue();
        assertThat(rig.state().inFlight()).isZero();
        assertThat(rig.state().counters().readBytes()).isEqualTo(96);
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.BUSY, Status.TASK_SET_FULL, Status.RESERVATION_CONFLICT, Status.TASK_ABORTED})
    void itIsNotRetriedWhateverTheUnitAnswers(int status) {
        pass(rig);
        rig.answer(task, status);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(status);
        assertThat(rig.info()).contains("a A 0 b A 0");
        assertThat(rig.events).isEmpty();
        assertThat(rig.state().inFlight()).isZero();
        assertThat(rig.state().counters().errors()).isEqualTo(1);
    }

    @Test
    void aUnitAttentionIsItsAnswer() {
        pass(rig);
        rig.sense(task, 0x06, 0x29, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(EngineRig.keyOf(task)).isEqualTo(6);
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @ParameterizedTest
    @EnumSource(value = Delivery.class, names = {"NOT_SENT", "ENDED", "UNKNOWN"})
    void itIsNotSentElsewhereWithoutAnAnswer(Delivery delivery) {
        pass(rig);
        rig.unanswered(task, delivery);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.delivery).isEqualTo(delivery);
        assertThat(rig.sent).isEmpty();
    }

    @Test
    void itIsNotConnectedWhileTheGroupIsActivated() {
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        assertThat(pass(rig)).isEqualTo(PassThrough.NOT_CONNECTED);
        assertThat(rig.activations).as("it kicked the activation").hasSize(2);
        assertThat(pass(rig)).isEqualTo(PassThrough.NOT_CONNECTED);
        rig.activations.forEach(asked ->
                rig.engine.activated(asked.path(), asked.round(), ActivationCode.OK, rig.now));
        assertThat(pass(rig)).isEqualTo(PassThrough.SENT);
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void itIsNotConnectedWithoutAPathWhileTheMapQueues() {
        EngineRig queueing = new EngineRig(QUEUEING);
        queueing.fail("a", "b");
        assertThat(pass(queueing)).isEqualTo(PassThrough.NOT_CONNECTED);
        assertThat(queueing.state().queued()).isZero();
        queueing.pass(30_000_000_000L);
        assertThat(pass(queueing)).as("the map does not wait any more").isEqualTo(PassThrough.NO_PATH);
    }

    @Test
    void thereIsNoPathWhenTheMapDoesNotQueue() {
        rig.fail("a", "b");
        assertThat(pass(rig)).isEqualTo(PassThrough.NO_PATH);
        assertThat(rig.completed).as("the answer says it all").isEmpty();
        assertThat(rig.state().inFlight()).isZero();
        rig.reinstate("b");
        assertThat(pass(rig)).isEqualTo(PassThrough.SENT);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsNotConnectedWhileSuspendedOrOnTheWayThere(boolean flush) {
        ScsiTask out = rig.read();
        rig.engine.suspend(flush, rig.now);
        assertThat(pass(rig)).isEqualTo(PassThrough.NOT_CONNECTED);
        rig.good(out);
        assertThat(rig.suspends).isEqualTo(1);
        assertThat(pass(rig)).isEqualTo(PassThrough.NOT_CONNECTED);
        rig.fail("a", "b");
        assertThat(pass(rig)).isEqualTo(PassThrough.NOT_CONNECTED);
    }

    @Test
    void itIsNotConnectedWhileTheUnitIsReset() {
        rig.unanswered(rig.write(), Delivery.UNKNOWN);
        rig.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        assertThat(rig.resets).hasSize(1);
        assertThat(pass(rig)).isEqualTo(PassThrough.NOT_CONNECTED);
    }

    @Test
    void itIsNotConnectedWhileEveryPathIsFull() {
        EngineRig one = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 1 0 a");
        ScsiTask out = one.read();
        one.answer(one.read(), Status.TASK_SET_FULL);
        assertThat(pass(one)).isEqualTo(PassThrough.NOT_CONNECTED);
        one.good(out);
        assertThat(pass(one)).isEqualTo(PassThrough.SENT);
    }

    @Test
    void itDoesNotWaitBehindWhatIsQueued() {
        EngineRig one = new EngineRig("0 1024 multipath 0 0 1 1 turns 0 1 0 a");
        ScsiTask out = one.read();
        assertThat(pass(one)).isEqualTo(PassThrough.SENT);
        assertThat(one.out()).containsExactly(out, task);
    }

    @Test
    void theSnapshotStaysRightWhenATaskIsPassedThroughAndThenSubmitted() {
        pass(rig);
        rig.good(task);
        rig.engine.submit(task, rig.now);
        rig.unanswered(task, Delivery.NOT_SENT);
        assertThat(rig.pathOf(task)).as("submitted tasks are retried").isNotNegative();
    }

    @Test
    void anActivationItKickedIsTimedToo() {
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        pass(rig);
        rig.pass(EngineLimits.DEFAULT.activationTimeoutNanos());
        assertThat(rig.info()).contains("a F 1 b F 1");
    }

    /** The unit says so once through each nexus: the next write would be another unit's. */
    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x05})
    void thatAnotherUnitIsThereFailsThePathThoughTheAnswerIsTheCallers(int ascq) {
        pass(rig);
        rig.sense(task, 0x06, 0x3f, ascq);
        assertThat(rig.completed).containsExactly(task);
        assertThat(EngineRig.keyOf(task)).isEqualTo(6);
        assertThat(rig.info()).contains("a F 1 b A 0");
    }
}

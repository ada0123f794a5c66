package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** A driver may answer before the call that asked returns: nothing is lost, done twice or out of order then. */
class AnswersAtOnceTest {
    private static final String TABLE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";

    private final EngineRig rig = new EngineRig(TABLE);

    @Test
    void whatWaitedIsDoneInOrder() {
        rig.fail("a", "b");
        List<ScsiTask> tasks = Stream.generate(rig::read).limit(20).toList();
        rig.onSend = sent -> rig.good(sent.task());
        rig.reinstate("a");
        assertThat(rig.completed).containsExactlyElementsOf(tasks);
        assertThat(rig.state().queued()).isZero();
        assertThat(rig.state().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Delivery.class, names = {"NOT_SENT", "ENDED"})
    void pathsThatFailAtOnceAreTriedOnceEach(Delivery delivery) {
        List<Integer> tried = new ArrayList<>();
        rig.onSend = sent -> {
            tried.add(sent.path());
            rig.unanswered(sent.task(), delivery);
        };
        ScsiTask task = rig.read();
        assertThat(tried).containsExactly(0, 1);
        assertThat(rig.completed).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(1);
        rig.onSend = sent -> rig.good(sent.task());
        rig.reinstate("b");
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void aQueueIsDrainedThroughAPathThatFailsInTheMiddle() {
        rig.fail("a", "b");
        List<ScsiTask> tasks = Stream.generate(rig::read).limit(6).toList();
        int[] answers = new int[1];
        rig.onSend = sent -> {
            if (++answers[0] == 3) {
                rig.unanswered(sent.task(), Delivery.NOT_SENT);
            } else {
                rig.good(sent.task());
            }
        };
        rig.reinstate("a");
        assertThat(rig.completed).containsExactlyElementsOf(tasks.subList(0, 2));
        assertThat(rig.state().queued()).isEqualTo(4);
        rig.reinstate("b");
        assertThat(rig.completed).containsExactlyElementsOf(tasks);
    }

    @Test
    void refusalsAtOnceArePutOff() {
        rig.onSend = sent -> rig.answer(sent.task(), Status.BUSY);
        rig.read();
        rig.write();
        assertThat(rig.completed).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(2);
        rig.onSend = sent -> rig.good(sent.task());
        rig.pass(1_000_000_000L);
        assertThat(rig.completed).hasSize(2);
    }

    @Test
    void requestsMadeWhileOthersAreCompletedAreServed() {
        List<ScsiTask> later = new ArrayList<>();
        int[] made = new int[1];
        rig.fail("a", "b");
        rig.read();
        rig.onSend = sent -> {
            if (made[0] < 10) {
                made[0]++;
                later.add(rig.read());
            }
            rig.good(sent.task());
        };
        rig.reinstate("a");
        assertThat(rig.completed).hasSize(11).containsAll(later).doesNotHaveDuplicates();
        assertThat(rig.sent).isEmpty();
    }

    @Test
    void aFlushingSuspendEndsInsideTheCallThatDrains() {
        rig.fail("a", "b");
        rig.read();
        rig.engine.suspend(false, rig.now);
        rig.engine.resumeIo(rig.now);
        rig.onSend = sent -> rig.good(sent.task());
        rig.reinstate("a");
        rig.engine.suspend(true, rig.now);
        assertThat(rig.suspends).isEqualTo(2);
    }

    @Test
    void unknownWritesAreFencedOneByOne() {
        rig.onSend = sent -> rig.unanswered(sent.task(), Delivery.UNKNOWN);
        ScsiTask first = rig.write();
        ScsiTask second = rig.write();
        assertThat(rig.state().queued()).isEqualTo(2);
        rig.onSend = sent -> rig.good(sent.task());
        rig.reinstate("a");
        rig.engine.linkUp(0, rig.now);
        assertThat(rig.completed).containsExactly(first);
        rig.engine.linkUp(1, rig.now);
        assertThat(rig.completed).containsExactly(first, second);
    }

    @Test
    void aGroupWhoseActivationFailsAtOnceIsLeftForTheNext() {
        EngineRig two = new EngineRig("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b",
                asked -> asked.path() == 0 ? ActivationCode.IO : ActivationCode.OK);
        two.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        ScsiTask task = two.read();
        assertThat(two.pathNameOf(task)).isEqualTo("b");
        assertThat(two.info()).contains("a F 1");
    }
}

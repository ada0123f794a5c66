package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.api.plugin.Verdict;

/** What people see of activations: events, times, conditions; and which path is asked. */
class ActivationEventsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String ONE = "0 1024 multipath 2 pg_init_retries 3 0 1 1 turns 0 1 0 a";
    private static final String TWO = "0 1024 multipath 0 0 1 1 turns 0 2 0 a b";

    private static EngineRig activating(String table) {
        EngineRig rig = new EngineRig(table);
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        rig.told.clear();
        rig.events.clear();
        return rig;
    }

    private static void answer(EngineRig rig, ActivationAnswer answer) {
        EngineRig.Asked asked = rig.activations.remove(0);
        rig.engine.activated(asked.path(), asked.round(), answer, rig.now);
    }

    @Test
    void eventsNameTheGroupTheAttemptAndTheWait() {
        EngineRig rig = activating(ONE);
        rig.read();
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVATING);
        answer(rig, ActivationCode.RETRY);
        rig.pass(2 * SECOND);
        answer(rig, ActivationCode.IMM_RETRY);
        answer(rig, ActivationCode.OK);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
        assertThat(rig.told).extracting(EngineRig.Told::kind, EngineRig.Told::to, EngineRig.Told::reason).containsExactly(
                tuple(Kind.ACTIVATION_STARTED, "group 1", "attempt 1 of 4"),
                tuple(Kind.ACTIVATION_ENDED, "retry", "group 1"),
                tuple(Kind.ACTIVATION_STARTED, "group 1", "attempt 2 of 4, in 2000 ms"),
                tuple(Kind.ACTIVATION_ENDED, "retry", "group 1"),
                tuple(Kind.ACTIVATION_STARTED, "group 1", "attempt 3 of 4"),
                tuple(Kind.ACTIVATION_ENDED, "ready", "group 1"));
        assertThat(rig.engine.eventCounter()).as("the kernel counts none of them").isZero();
    }

    @Test
    void anActivationThatFailedSaysSo() {
        EngineRig rig = activating(ONE);
        rig.read();
        answer(rig, ActivationCode.DEV_OFFLINED);
        assertThat(rig.last(Kind.ACTIVATION_ENDED).to()).isEqualTo("failed");
        assertThat(rig.last(Kind.PATH_FAILED).reason()).isEqualTo("activation answered DEV_OFFLINED");
    }

    @Test
    void theAttemptsThatWereAllowedAreNamedWhenTheyAreUsedUp() {
        EngineRig rig = activating(ONE);
        rig.read();
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(rig.info()).contains("a A 0");
            answer(rig, ActivationCode.IMM_RETRY);
        }
        assertThat(rig.info()).contains("a F 1");
        assertThat(rig.last(Kind.PATH_FAILED).reason()).isEqualTo("activation answered IMM_RETRY 4 time(s)");
    }

    @Test
    void aBypassedGroupThatWasActivatedIsEnabledWithAnEvent() {
        EngineRig rig = activating(ONE);
        rig.message("disable_group 1");
        rig.read();
        rig.pass(2 * SECOND);
        answer(rig, ActivationCode.OK);
        assertThat(rig.last(Kind.GROUP_ENABLED).to()).isEqualTo("group 1");
        assertThat(rig.last(Kind.GROUP_ENABLED).reason()).isEqualTo("it was activated");
        assertThat(rig.info()).contains(" A 0 1 0 a A 0");
        assertThat(rig.engine.eventCounter()).as("the message alone").isEqualTo(1);
    }

    @Test
    void aHandlerHasItsTimeToTheEnd() {
        EngineRig rig = activating(ONE);
        rig.read();
        rig.pass(EngineLimits.DEFAULT.activationTimeoutNanos() - 1);
        assertThat(rig.info()).contains("a A 0");
        rig.pass(1);
        assertThat(rig.info()).contains("a F 1");
        assertThat(rig.last(Kind.PATH_FAILED).reason()).isEqualTo("activation answered TIMED_OUT");
    }

    @Test
    void theTimeEndsWithTheLastAnswer() {
        EngineRig rig = activating(TWO);
        rig.read();
        answer(rig, ActivationCode.OK);
        answer(rig, ActivationCode.OK);
        assertThat(rig.timerAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPathThatIsMadeReadyAloneHasATimeOfItsOwn() {
        EngineRig rig = activating("0 1024 multipath 0 0 1 1 turns 0 3 0 a b c");
        rig.read();
        answer(rig, ActivationCode.OK);
        answer(rig, ActivationCode.OK);
        answer(rig, ActivationCode.OK);
        rig.fail("b", "c");
        rig.reinstate("b");
        rig.pass(30 * SECOND);
        rig.reinstate("c");
        assertThat(rig.activations).hasSize(2);
        assertThat(rig.pathNameOf(rig.read())).as("I/O goes on meanwhile").isNotEmpty();
        rig.pass(30 * SECOND);
        assertThat(rig.info()).contains("a A 0 b F 2 c A 1");
        rig.pass(30 * SECOND - 1);
        assertThat(rig.info()).contains("c A 1");
        rig.pass(1);
        assertThat(rig.info()).contains("c F 2");
    }

    @Test
    void aPathThatIsReinstatedInAnotherGroupIsNotMadeReady() {
        EngineRig rig = activating("0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        rig.read();
        answer(rig, ActivationCode.OK);
        rig.fail("b");
        rig.reinstate("b");
        assertThat(rig.activations).isEmpty();
    }

    @Test
    void thePathTheSelectorChoseIsTheOneThatIsAsked() {
        EngineRig rig = new EngineRig(TWO);
        rig.load(TWO, spec -> new Backwards());
        rig.useHandler(Activation.ONE_PATH, asc -> Verdict.DECLINED);
        rig.read();
        assertThat(rig.activations).extracting(EngineRig.Asked::path).containsExactly(1);
    }

    @Test
    void anotherPathOfTheGroupIsAskedWhenTheChosenOneFailedMeanwhile() {
        EngineRig rig = new EngineRig(TWO.replace("multipath 0 0", "multipath 2 pg_init_retries 3 0"));
        rig.load(TWO.replace("multipath 0 0", "multipath 2 pg_init_retries 3 0"), spec -> new Backwards());
        rig.useHandler(Activation.ONE_PATH, asc -> Verdict.DECLINED);
        rig.read();
        rig.fail("b");
        answer(rig, new PgInitFlags(false, false, true));
        assertThat(rig.activations).extracting(EngineRig.Asked::path).containsExactly(0);
    }

    @Test
    void anActivationPutOffByASuspendCountsOnce() {
        EngineRig rig = activating(ONE);
        rig.read();
        answer(rig, ActivationCode.RETRY);
        assertThat(rig.info()).startsWith("2 1 2 0 ");
        rig.engine.suspend(false, rig.now);
        rig.engine.resumeIo(rig.now);
        assertThat(rig.info()).startsWith("2 1 2 0 ");
        rig.pass(2 * SECOND);
        assertThat(rig.activations).hasSize(1);
    }

    @Test
    void aWaitForAnActivationEndsWhenAnotherGroupIsAskedFor() {
        EngineRig rig = activating("0 1024 multipath 2 pg_init_retries 3 0 2 1 turns 0 1 0 a turns 0 1 0 b");
        ScsiTask waits = rig.read();
        answer(rig, ActivationCode.RETRY);
        rig.message("switch_group 2");
        ScsiTask next = rig.read();
        rig.pass(2 * SECOND);
        assertThat(rig.activations).extracting(EngineRig.Asked::path).as("the new group, and only it").containsExactly(1);
        answer(rig, ActivationCode.OK);
        assertThat(List.of(rig.pathNameOf(waits), rig.pathNameOf(next))).containsOnly("b");
    }

    /** The last usable path. */
    private static final class Backwards implements PathSelector {
        private final TreeSet<Integer> usable = new TreeSet<>();

        @Override
        public void add(int path, List<String> arguments) {
            usable.add(path);
        }

        @Override
        public void fail(int path) {
            usable.remove(path);
        }

        @Override
        public void reinstate(int path) {
            usable.add(path);
        }

        @Override
        public int select(long bytes, long nowNanos) {
            return usable.isEmpty() ? NONE : usable.last();
        }
    }
}

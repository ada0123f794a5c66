package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineRig.Asked;

/** Group activation (pg_init): rows 053 to 055 and 059 to 068 of the seed systems' capability table. */
class ActivationTest {
    private static final long MILLI = 1_000_000L;
    private static final PgInitFlags RETRY = new PgInitFlags(false, false, true);

    /** Two groups: a and b, then c. */
    private static String table(String features) {
        return "0 1024 multipath " + features + " 1 array 2 1 turns 0 2 0 a b turns 0 1 0 c";
    }

    private static EngineRig rig(Activation kind, String features) {
        EngineRig rig = new EngineRig(table(features));
        rig.useHandler(kind, asc -> asc == 0x94 ? Verdict.ACTIVATE : Verdict.DECLINED);
        rig.events.clear();
        return rig;
    }

    private static EngineRig seed(String features) {
        return rig(Activation.ONE_PATH, features);
    }

    private static EngineRig today(String features) {
        return rig(Activation.EVERY_PATH, features);
    }

    private static void answer(EngineRig rig, ActivationAnswer answer) {
        Asked asked = rig.activations.remove(0);
        rig.engine.activated(asked.path(), asked.round(), answer, rig.now);
    }

    private static void answerAll(EngineRig rig, ActivationAnswer answer) {
        for (int n = rig.activations.size(); n > 0; n--) {
            answer(rig, answer);
        }
    }

    private static List<String> asked(EngineRig rig) {
        return rig.activations.stream().map(asked -> rig.nameOf(asked.path())).toList();
    }

    // ---- row 053, 054: before any I/O, asynchronous ----

    @Test
    void theChosenPathIsActivatedOnceBeforeAnyIoAndToldThatItsGroupIsNotBypassed() {
        EngineRig rig = seed("0");
        rig.read();
        rig.read();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.activations).hasSize(1);
        assertThat(asked(rig)).containsExactly("a");
        assertThat(rig.activations.get(0).bypassed()).isFalse();
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVATING);
        answer(rig, PgInitFlags.NONE);
        assertThat(rig.sent).hasSize(2);
        assertThat(rig.state().condition()).isEqualTo(Condition.ACTIVE);
        rig.read();
        assertThat(rig.activations).isEmpty();
    }

    @Test
    void anActivationOfABypassedGroupSaysSoAndWaits() {
        EngineRig rig = seed("2 pg_init_delay_msecs 500");
        rig.read(); // the table's own choice of a group is carried out whether it is bypassed or not
        answer(rig, PgInitFlags.NONE);
        rig.engine.message("disable_group 1", rig.now);
        rig.engine.message("disable_group 2", rig.now);
        rig.read();
        assertThat(rig.activations).as("activating a bypassed group waits").isEmpty();
        rig.pass(500 * MILLI);
        assertThat(rig.activations).hasSize(1);
        assertThat(rig.activations.get(0).bypassed()).isTrue();
    }

    @Test
    void submittingNeverWaitsForAnActivationAndNothingIsLost() {
        EngineRig rig = today("0");
        List<ScsiTask> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(rig.write());
        }
        rig.pass(10_000 * MILLI);
        assertThat(rig.state().queued()).isEqualTo(10);
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.sent).extracting(EngineRig.Sent::task).containsExactlyElementsOf(tasks);
        assertThat(rig.state().queued()).isZero();
    }

    // ---- row 055: the flags of 2005 ----

    @ParameterizedTest(name = "fail {0}, bypass {1}, bypassed before {2}: path failed {3}, next {4}")
    @CsvSource({
        "false, false, false, false, ''",
        "false, false, true,  false, ''",
        "true,  false, false, true,  b",
        "true,  false, true,  true,  b",
        "false, true,  false, false, c",
        "false, true,  true,  true,  b",
        "true,  true,  false, true,  c",
        "true,  true,  true,  true,  b"
    })
    void theFlagsOfASeedActivationMeanWhatTheyMeant(
            boolean fail, boolean bypass, boolean bypassedBefore, boolean failed, String next) {
        EngineRig rig = seed("2 pg_init_delay_msecs 0");
        if (bypassedBefore) {
            rig.engine.message("disable_group 1", rig.now);
            rig.engine.message("disable_group 2", rig.now);
        }
        ScsiTask task = rig.read();
        assertThat(asked(rig)).containsExactly("a");
        answer(rig, new PgInitFlags(fail, bypass, false));
        boolean failedNow = rig.state().groups().get(0).paths().get(0).failCount() == 1;
        assertThat(failedNow).as("a failed").isEqualTo(failed);
        if (next.isEmpty()) {
            assertThat(rig.pathOf(task)).as("sent once the group is ready").isNotEqualTo(-1);
            assertThat(rig.info()).startsWith("2 0 ");
        } else {
            assertThat(rig.sent).as("nothing is sent before the next activation").isEmpty();
            assertThat(asked(rig)).containsExactly(next);
            assertThat(rig.info()).startsWith("2 1 ");
        }
    }

    // ---- rows 059 to 063: retries ----

    @ParameterizedTest(name = "pg_init_retries {1}: {2} attempts")
    @CsvSource({"2 pg_init_retries 7, 7, 8", "0, unset, 1", "2 pg_init_retries 1, 1, 2"})
    void aRetryIsGrantedAsOftenAsTheTableSaysThenThePathFails(String features, String retries, int attempts) {
        EngineRig rig = seed(features);
        rig.read();
        int made = 0;
        while (!asked(rig).isEmpty() && asked(rig).get(0).equals("a")) {
            made++;
            answer(rig, RETRY);
        }
        assertThat(made).isEqualTo(attempts);
        assertThat(rig.events).contains("PATH_FAILED a");
    }

    @Test
    void aRetryAloneDoesNotFailThePathOfABypassedGroup() {
        EngineRig rig = seed("4 pg_init_retries 3 pg_init_delay_msecs 0");
        rig.engine.message("disable_group 1", rig.now);
        rig.engine.message("disable_group 2", rig.now);
        rig.read();
        answer(rig, RETRY);
        assertThat(rig.events).doesNotContain("PATH_FAILED a");
        assertThat(asked(rig)).containsExactly("a");
        answer(rig, new PgInitFlags(false, true, false));
        assertThat(rig.events).as("any other flag of a bypassed group does").contains("PATH_FAILED a");
    }

    @Test
    void aRetryThatBypassesTheGroupMovesOnAndCountsFromOne() {
        EngineRig rig = seed("2 pg_init_retries 5");
        rig.read();
        answer(rig, RETRY);
        assertThat(rig.info()).startsWith("2 1 2 0 2 1 A");
        answer(rig, new PgInitFlags(false, true, true));
        assertThat(asked(rig)).containsExactly("c");
        assertThat(rig.info()).startsWith("2 1 1 0 2 2 D");
    }

    @Test
    void neverTwoActivationsAreOutstanding() {
        EngineRig rig = today("0");
        rig.read();
        int round = rig.activations.get(0).round();
        for (int group = 1; group <= 3; group++) {
            rig.engine.message("switch_group " + (group % 2 + 1), rig.now);
            rig.read();
        }
        assertThat(rig.activations).hasSize(2).allMatch(asked -> asked.round() == round);
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.sent).as("the group that was asked for last is activated first").isEmpty();
        assertThat(asked(rig)).containsExactly("c");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.sent).hasSize(4).allMatch(sent -> rig.nameOf(sent.path()).equals("c"));
    }

    @Test
    void statusCountsTheAttemptsAndAGroupSwitchCountsAnew() {
        EngineRig rig = today("4 pg_init_retries 3 pg_init_delay_msecs 0");
        assertThat(rig.info()).startsWith("2 1 0 0 2 1 E");
        rig.read();
        assertThat(rig.info()).startsWith("2 1 1 0 2 1 A");
        answerAll(rig, ActivationCode.RETRY);
        assertThat(rig.info()).startsWith("2 1 2 0 2 1 A");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.info()).startsWith("2 0 2 0 2 1 A");
        rig.engine.message("switch_group 2", rig.now);
        rig.read();
        assertThat(rig.info()).startsWith("2 1 1 0 2 2 E");
    }

    // ---- row 065: the delay ----

    @ParameterizedTest(name = "{0}: {1} ms")
    @CsvSource({"2 pg_init_retries 2, 2000", "4 pg_init_retries 2 pg_init_delay_msecs 500, 500"})
    void aDelayedRetryWaitsAsLongAsTheTableSays(String features, long millis) {
        EngineRig rig = today(features);
        rig.read();
        answerAll(rig, ActivationCode.RETRY);
        rig.pass(millis * MILLI - 1);
        assertThat(rig.activations).isEmpty();
        rig.pass(1);
        assertThat(asked(rig)).containsExactly("a", "b");
    }

    @Test
    void aDelayOfZeroIsNone() {
        EngineRig rig = today("4 pg_init_retries 2 pg_init_delay_msecs 0");
        rig.read();
        answerAll(rig, ActivationCode.RETRY);
        assertThat(rig.activations).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMM_RETRY", "RES_TEMP_UNAVAIL"})
    void anImmediateRetryDoesNotWait(ActivationCode code) {
        EngineRig rig = today("2 pg_init_retries 2");
        rig.read();
        answerAll(rig, code);
        assertThat(rig.activations).hasSize(2);
        assertThat(rig.events).noneMatch(event -> event.startsWith("PATH_FAILED"));
    }

    // ---- row 067: every usable path of the group ----

    @Test
    void everyUsablePathIsActivatedAtOnceAndTheQueueOpensAfterTheLastAnswer() {
        EngineRig rig = new EngineRig("0 1024 multipath 0 1 array 1 1 turns 0 5 0 a b c d e");
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        rig.engine.failPath("e", "test", rig.now);
        rig.read();
        assertThat(asked(rig)).containsExactly("a", "b", "c", "d");
        for (int i = 0; i < 3; i++) {
            answer(rig, ActivationCode.OK);
            assertThat(rig.sent).isEmpty();
        }
        answer(rig, ActivationCode.OK);
        assertThat(rig.sent).hasSize(1);
    }

    // ---- row 068: code by code ----

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE,
            names = {"OK", "DEV_TEMP_BUSY", "RETRY", "IMM_RETRY", "RES_TEMP_UNAVAIL"})
    void anyOtherCodeFailsThePathThatAnsweredIt(ActivationCode code) {
        EngineRig rig = today("2 pg_init_retries 5");
        ScsiTask task = rig.read();
        answer(rig, code);
        answer(rig, ActivationCode.OK);
        assertThat(rig.events).contains("PATH_FAILED a").doesNotContain("PATH_FAILED b");
        assertThat(rig.pathNameOf(task)).as("the group's other path is ready").isEqualTo("b");
    }

    @Test
    void aMissingHandlerIsNamedAsWhatItIs() {
        EngineRig rig = today("0");
        rig.read();
        answer(rig, ActivationCode.NOSYS);
        assertThat(rig.state().groups().get(0).paths().get(0).reason()).contains("no such device handler");
    }

    @Test
    void aBusyAnswerBypassesTheGroup() {
        EngineRig rig = today("0");
        rig.read();
        answerAll(rig, ActivationCode.DEV_TEMP_BUSY);
        assertThat(asked(rig)).containsExactly("c");
        assertThat(rig.info()).startsWith("2 1 1 0 2 2 D");
        assertThat(rig.events).noneMatch(event -> event.startsWith("PATH_FAILED"));
    }

    @ParameterizedTest
    @EnumSource(names = {"RETRY", "IMM_RETRY", "RES_TEMP_UNAVAIL"})
    void anExhaustedRetryFailsThePath(ActivationCode code) {
        EngineRig rig = today("0");
        rig.read();
        answerAll(rig, code);
        assertThat(rig.events).contains("PATH_FAILED a", "PATH_FAILED b");
        assertThat(asked(rig)).containsExactly("c");
    }

    @Test
    void successUndoesTheBypassOfTheGroup() {
        EngineRig rig = today("2 pg_init_delay_msecs 0");
        rig.engine.message("disable_group 1", rig.now);
        rig.engine.message("disable_group 2", rig.now);
        ScsiTask task = rig.read();
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.info()).contains("2 1 A 0 2 0 a A 0 b A 0 D 0 1");
        assertThat(rig.pathOf(task)).isNotEqualTo(-1);
    }

    // ---- what the seeds do not say ----

    @Test
    void aHandlerThatHangsCostsItsPathsButNotTheMap() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        List<Asked> hung = List.copyOf(rig.activations);
        rig.activations.clear();
        rig.pass(EngineLimits.DEFAULT.activationTimeoutNanos());
        assertThat(rig.events).contains("PATH_FAILED a", "PATH_FAILED b");
        assertThat(asked(rig)).containsExactly("c");
        hung.forEach(late -> rig.engine.activated(late.path(), late.round(), ActivationCode.OK, rig.now));
        assertThat(rig.sent).as("a late answer opens nothing").isEmpty();
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
    }

    @Test
    void aSecondAnswerOfTheSamePathIsIgnored() {
        EngineRig rig = today("0");
        rig.read();
        Asked first = rig.activations.get(0);
        rig.engine.activated(first.path(), first.round(), ActivationCode.OK, rig.now);
        rig.engine.activated(first.path(), first.round(), ActivationCode.OK, rig.now);
        assertThat(rig.sent).as("b has not answered").isEmpty();
    }

    @Test
    void answersThatComeWhileTheyAreAskedForAreTaken() {
        EngineRig rig = new EngineRig(table("0"), asked -> ActivationCode.OK);
        rig.useHandler(Activation.EVERY_PATH, asc -> Verdict.DECLINED);
        assertThat(rig.pathOf(rig.read())).isNotEqualTo(-1);
    }

    @Test
    void aPathThatComesBackIntoTheCurrentGroupIsActivatedAloneWhileIoGoesOn() {
        EngineRig rig = today("0");
        rig.read();
        answerAll(rig, ActivationCode.OK);
        rig.engine.failPath("b", "test", rig.now);
        rig.engine.reinstatePath("b", rig.now);
        assertThat(asked(rig)).containsExactly("b");
        assertThat(rig.pathOf(rig.read())).isNotEqualTo(-1);
        rig.engine.reinstatePath("c", rig.now);
        assertThat(rig.activations).hasSize(1);
    }

    @Test
    void aReloadForgetsTheRoundThatWasOutstanding() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        List<Asked> old = List.copyOf(rig.activations);
        rig.activations.clear();
        rig.load("0 1024 multipath 0 1 array 1 1 turns 0 1 0 c");
        old.forEach(late -> rig.engine.activated(late.path(), late.round(), ActivationCode.DEV_OFFLINED, rig.now));
        assertThat(asked(rig)).containsExactly("c");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
        assertThat(rig.events).noneMatch(event -> event.startsWith("PATH_FAILED"));
    }

    @Test
    void ioGoesOnWhenTheHandlerLeavesInTheMiddleOfAnActivation() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        rig.engine.useHandler("", null, "plug-in removed", rig.now);
        assertThat(rig.pathOf(task)).isNotEqualTo(-1);
    }

    @Test
    void anOwnerThatMovedIsFetchedBackAndTheRequestIsSentAgain() {
        EngineRig rig = today("0");
        rig.engine.failPath("c", "link down", rig.now);
        ScsiTask task = rig.read();
        answerAll(rig, ActivationCode.OK);
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(rig.completed).isEmpty();
        assertThat(rig.sent).isEmpty();
        assertThat(asked(rig)).as("the group was made ready just now: not at once").isEmpty();
        rig.pass(100 * MILLI);
        assertThat(asked(rig)).containsExactly("a", "b");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.pathOf(task)).isNotEqualTo(-1);
        assertThat(rig.events).noneMatch(event -> event.startsWith("PATH_FAILED a") || event.startsWith("PATH_FAILED b"));
    }

    @Test
    void anOwnerThatMovesAfterALongCalmIsFetchedBackAtOnce() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        answerAll(rig, ActivationCode.OK);
        rig.pass(60_000 * MILLI);
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(asked(rig)).containsExactly("a", "b");
    }

    @Test
    void aPathThatATableDroppedSaysNothingOfTheGroupsThereAre() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        answerAll(rig, ActivationCode.OK);
        rig.load("0 1024 multipath 0 1 array 2 1 turns 0 1 0 c turns 0 1 0 d"); // no group is current yet
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(asked(rig)).as("the first group's, for the request").containsExactly("c");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
    }

    @Test
    void twoHostsThatFightForTheUnitWaitLongerEachTime() {
        EngineRig rig = today("0");
        rig.engine.failPath("c", "link down", rig.now);
        ScsiTask task = rig.read();
        answerAll(rig, ActivationCode.OK);
        for (long wait = 100; wait <= 25_600; wait *= 2) {
            rig.sense(task, 0x05, 0x94, 0x01);
            rig.pass(wait * MILLI - 1);
            assertThat(rig.activations).as("within %d ms", wait).isEmpty();
            rig.pass(1);
            assertThat(rig.activations).as("after %d ms", wait).isNotEmpty();
            answerAll(rig, ActivationCode.OK);
        }
    }

    @Test
    void ioGoesWithAUnitThatIsTakenAgainSoonAfterAndWaitsLongerEachTimeOnlyThen() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        answerAll(rig, ActivationCode.OK);
        rig.sense(task, 0x05, 0x94, 0x01);
        assertThat(asked(rig)).as("where the unit may be, at once").containsExactly("c");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
        for (long wait = 100; wait <= 400; wait *= 2) {
            rig.sense(task, 0x05, 0x94, 0x01);
            rig.pass(wait * MILLI - 1);
            assertThat(rig.activations).as("within %d ms", wait).isEmpty();
            rig.pass(1);
            assertThat(rig.activations).as("after %d ms", wait).isNotEmpty();
            answerAll(rig, ActivationCode.OK);
        }
    }

    @Test
    void anotherGroupIsTriedWhenTheLastPathOfTheGroupFailsWhileItIsActivated() {
        EngineRig rig = today("0");
        ScsiTask task = rig.read();
        rig.engine.failPath("a", "link down", rig.now);
        rig.engine.failPath("b", "link down", rig.now);
        answerAll(rig, ActivationCode.DEV_OFFLINED);
        assertThat(asked(rig)).containsExactly("c");
        answerAll(rig, ActivationCode.OK);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
    }
}

package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;

/** Each fault and its end, as paths see it. One unit behind two ports, so that news of links are few. */
class LabFaultTest {
    private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(LabRig.TIMEOUT_MILLIS);

    private LabRig rig;
    private PathDevice path;
    private PathDevice other;

    @BeforeEach
    void start() throws Exception {
        rig = new LabRig("name=lab controllers=2 ports=1 unit=1MiB");
        path = rig.ready("lab:A0/0");
        other = rig.ready("lab:B0/0");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static List<String> outcomes(List<CompletableFuture<ScsiTask>> futures) throws Exception {
        List<String> texts = new ArrayList<>();
        for (CompletableFuture<ScsiTask> future : futures) {
            texts.add(LabRig.text(LabRig.await(future)));
        }
        return texts;
    }

    private void expectUpAgain() throws Exception {
        assertThat(rig.news()).isEqualTo("lab:A0/0 up");
        assertThat(path.linkUp()).isTrue();
        assertThat(path.linkReason()).isNull();
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("06/29/00");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
    }

    // ---- cut ----

    @Test
    void cutEndsWhatIsOnItsWayAndRefusesTheRest() throws Exception {
        rig.verbs.delay("A0", 60_000);
        List<CompletableFuture<ScsiTask>> onTheirWay =
                rig.send(path, LabRig.patient(LabRig.write(0, LabRig.block(1))), LabRig.patient(LabRig.read(0, 1)));

        rig.verbs.cut("A0");

        assertThat(outcomes(onTheirWay)).containsExactly("ENDED", "ENDED");
        assertThat(rig.news()).isEqualTo("lab:A0/0 down: the connection to port A0 was reset");
        assertThat(path.linkUp()).isFalse();
        ScsiTask refused = LabRig.testUnitReady();
        assertThat(rig.outcome(path, refused)).isEqualTo("NOT_SENT");
        assertThat(refused.reason).isEqualTo("the connection to port A0 was reset");
        assertThat(rig.outcome(other, LabRig.testUnitReady())).isEqualTo("GOOD");
    }

    @Test
    void healAfterCutMakesANewNexus() throws Exception {
        rig.verbs.cut("A0");
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        rig.verbs.heal("A0");
        expectUpAgain();
    }

    @Test
    void aPortThatStaysCutStaysDown() throws Exception {
        rig.verbs.cut("A0");
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        assertThat(rig.linkNews.poll(3 * LabRig.RECONNECT_MILLIS, TimeUnit.MILLISECONDS)).isNull();
        assertThat(path.linkUp()).isFalse();
    }

    // ---- silence ----

    @Test
    void silenceIsNoticedByPatienceAloneAndLeavesOutcomesUnknown() throws Exception {
        rig.verbs.silence("A0");
        assertThat(path.linkUp()).isTrue();
        long start = System.nanoTime();

        List<CompletableFuture<ScsiTask>> lost =
                rig.send(path, LabRig.write(0, LabRig.block(1)), LabRig.write(1, LabRig.block(2)), LabRig.read(0, 1));

        assertThat(outcomes(lost)).containsExactly("UNKNOWN", "UNKNOWN", "UNKNOWN");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * TIMEOUT_NANOS);
        assertThat(rig.news()).isEqualTo("lab:A0/0 down: port A0 did not answer ABORT TASK within 150 ms");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("NOT_SENT");
    }

    @Test
    void aSilentPortWithNothingToDoStaysUp() throws Exception {
        rig.verbs.silence("A0");
        assertThat(rig.linkNews.poll(3 * LabRig.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isNull();
        assertThat(path.linkUp()).isTrue();
    }

    @Test
    void aSilentPortDoesNotComeBackBeforeItIsHealed() throws Exception {
        rig.verbs.silence("A0");
        rig.send(path, LabRig.testUnitReady());
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        assertThat(rig.linkNews.poll(3 * LabRig.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isNull();
        rig.verbs.heal("A0");
        expectUpAgain();
    }

    @Test
    void aShortSilenceOnlyMakesAnswersLate() throws Exception {
        rig.verbs.silence("A0");
        List<CompletableFuture<ScsiTask>> late = rig.send(
                path,
                LabRig.patient(LabRig.write(0, LabRig.block(1))),
                LabRig.patient(LabRig.write(1, LabRig.block(2))));
        assertThat(late).noneMatch(CompletableFuture::isDone);

        rig.verbs.heal("A0");

        assertThat(outcomes(late)).containsExactly("GOOD", "GOOD");
        assertThat(path.linkUp()).isTrue();
        assertThat(rig.linkNews).isEmpty();
    }

    /** Sends two writes into silence; answers which of the blocks 0 and 1 was written meanwhile. */
    private List<Boolean> writeIntoSilence() throws Exception {
        rig.verbs.silence("A0");
        outcomes(rig.send(path, LabRig.write(0, LabRig.block(1)), LabRig.write(1, LabRig.block(1))));
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        return List.of(rig.contents(other, 0, 1)[0] == 1, rig.contents(other, 1, 1)[0] == 1);
    }

    @Test
    void aWriteIntoSilenceHasRunOrRunsLate() throws Exception {
        List<Boolean> written = writeIntoSilence();
        assertThat(written).containsExactlyInAnyOrder(true, false);
        int late = written.indexOf(false);
        rig.outcome(other, LabRig.write(late, LabRig.block(2)));

        rig.verbs.heal("A0");
        expectUpAgain();

        // the hazard the engine has to fence: the old write came after the newer one
        assertThat(rig.contents(other, late, 1)).isEqualTo(LabRig.block(1));
    }

    @Test
    void aLateWriteUsesTheBytesItWasSentWith() throws Exception {
        rig.verbs.silence("A0");
        ScsiTask[] tasks = {LabRig.write(0, LabRig.block(1)), LabRig.write(1, LabRig.block(1))};
        outcomes(rig.send(path, tasks));
        for (ScsiTask task : tasks) {
            task.data.put(0, LabRig.block(9));
            task.cdb[5] = 5;
        }
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        rig.verbs.heal("A0");
        expectUpAgain();
        assertThat(rig.contents(other, 0, 2)).containsOnly(1);
        assertThat(rig.contents(other, 5, 1)).containsOnly(0);
    }

    @Test
    void aLateReadDoesNotTouchABufferThatWasGivenBack() throws Exception {
        rig.outcome(other, LabRig.write(0, LabRig.block(1)));
        rig.verbs.silence("A0");
        ScsiTask[] tasks = {LabRig.read(0, 1), LabRig.read(0, 1)};
        outcomes(rig.send(path, tasks));
        for (ScsiTask task : tasks) {
            task.data.put(0, LabRig.block(9));
        }
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        rig.verbs.heal("A0");
        expectUpAgain();
        assertThat(tasks[0].data.array()).containsOnly(9);
        assertThat(tasks[1].data.array()).containsOnly(9);
    }

    @Test
    void aUnitResetThroughAnotherPortPreventsLateWrites() throws Exception {
        List<Boolean> written = writeIntoSilence();
        int late = written.indexOf(false);

        assertThat(rig.reset(other)).isTrue();
        rig.outcome(other, LabRig.write(late, LabRig.block(2)));
        rig.verbs.heal("A0");
        expectUpAgain();

        assertThat(rig.contents(other, late, 1)).isEqualTo(LabRig.block(2));
    }

    @Test
    void aTaskEndedByAnotherNexusEndsByAbortWhenThePortSpeaksAgain() throws Exception {
        rig.verbs.silence("A0");
        ScsiTask[] tasks = {LabRig.write(0, LabRig.block(1)), LabRig.write(1, LabRig.block(1))};
        for (ScsiTask task : tasks) {
            task.timeoutNanos = 8 * TIMEOUT_NANOS; // the port is healed before
        }
        List<CompletableFuture<ScsiTask>> sent = rig.send(path, tasks);
        assertThat(rig.reset(other)).isTrue();
        rig.verbs.heal("A0");

        assertThat(outcomes(sent)).containsExactlyInAnyOrder("GOOD", "ENDED");
        assertThat(path.linkUp()).isTrue();
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("06/29/03");
    }

    @Test
    void aUnitResetIntoSilenceFails() throws Exception {
        rig.verbs.silence("A0");
        assertThat(rig.reset(path)).isFalse();
        assertThat(rig.news()).isEqualTo("lab:A0/0 down: port A0 did not answer LOGICAL UNIT RESET within 150 ms");
        assertThat(rig.reset(path)).as("while the link is down").isFalse();
    }

    @Test
    void aCutEndsASilence() throws Exception {
        rig.verbs.silence("A0");
        List<CompletableFuture<ScsiTask>> lost =
                rig.send(path, LabRig.patient(LabRig.read(0, 1)), LabRig.patient(LabRig.read(0, 1)));
        rig.verbs.cut("A0");
        assertThat(outcomes(lost)).containsExactly("ENDED", "ENDED");
    }

    @Test
    void aTaskMayBringItsOwnTimeout() throws Exception {
        rig.verbs.silence("A0");
        ScsiTask patient = LabRig.testUnitReady();
        patient.timeoutNanos = 4 * TIMEOUT_NANOS;
        long start = System.nanoTime();
        outcomes(rig.send(path, patient));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5 * TIMEOUT_NANOS);
    }

    // ---- delay ----

    @Test
    void delayHoldsAnswersBack() throws Exception {
        rig.verbs.delay("A0", 60);
        long start = System.nanoTime();
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(60));
    }

    @Test
    void healDeliversWhatWasHeldBack() throws Exception {
        rig.verbs.delay("A0", 60_000);
        List<CompletableFuture<ScsiTask>> held =
                rig.send(path, LabRig.patient(LabRig.testUnitReady()), LabRig.patient(LabRig.testUnitReady()));
        rig.verbs.heal("A0");
        assertThat(outcomes(held)).containsExactly("GOOD", "GOOD");
    }

    @Test
    void aDelayBetweenOneAndTwoTimeoutsIsAnsweredAfterAll() throws Exception {
        rig.verbs.delay("A0", LabRig.TIMEOUT_MILLIS * 3 / 2);
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
        assertThat(path.linkUp()).isTrue();
    }

    @Test
    void aDelayBeyondTwoTimeoutsLosesTheLink() throws Exception {
        rig.verbs.delay("A0", 60_000);
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("UNKNOWN");
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        rig.verbs.heal("A0");
        expectUpAgain();
    }

    @Test
    void aResetBehindADelayEndsNothingThatWasAnsweredBeforeOrSentAfter() throws Exception {
        rig.verbs.delay("A0", 50);
        CompletableFuture<Boolean> reset = new CompletableFuture<>();
        List<CompletableFuture<ScsiTask>> before = rig.send(path, LabRig.testUnitReady());
        rig.reactor.execute(() -> path.resetUnit((which, complete) -> reset.complete(complete)));
        List<CompletableFuture<ScsiTask>> after = rig.send(path, LabRig.testUnitReady());
        assertThat(LabRig.await(reset)).isTrue();
        assertThat(outcomes(before)).containsExactly("GOOD");
        assertThat(outcomes(after)).containsExactly("GOOD");
    }

    // ---- sense ----

    @Test
    void senseAnswersInsteadOfTheUnitSoManyTimes() throws Exception {
        rig.verbs.sense("A0", 0x02, 0x04, 0x01, 2);
        assertThat(rig.outcome(path, LabRig.write(0, LabRig.block(1)))).isEqualTo("02/04/01");
        assertThat(rig.verbs.ports().get(0).fault()).isEqualTo("sense 02/04/01 x1");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("02/04/01");
        assertThat(rig.verbs.ports().get(0).fault()).isEqualTo("none");
        assertThat(rig.contents(path, 0, 1)).isEqualTo(LabRig.block(0));
        assertThat(rig.outcome(other, LabRig.testUnitReady())).isEqualTo("GOOD");
    }

    @Test
    void senseWithoutCountLastsUntilItIsHealed() throws Exception {
        rig.verbs.sense("A0", 0x0b, 0x8b, 0x02, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("0b/8b/02");
        }
        rig.verbs.heal("A0");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
        assertThat(rig.linkNews).isEmpty();
    }

    @Test
    void aScanThatIsRefusedKeepsThePaths() throws Exception {
        rig.verbs.sense("A0", 0x02, 0x04, 0x01, 1);
        rig.lab.rescan();
        Await.until("the refusal was used up", () -> rig.verbs.ports().get(0).fault().equals("none"));
        rig.onReactor(() -> null);
        assertThat(rig.lab.paths()).contains(path);
    }
}

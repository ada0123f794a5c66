package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;

/** What is held of a path whose link is lost, how long, and when the path is removed. */
class LabLossTest {
    private static final int HOLD_MILLIS = 300;
    private static final LossTimes HOLD = new LossTimes(HOLD_MILLIS, LossTimes.FOREVER);
    private static final LossTimes HOLD_LONG = new LossTimes(60_000, LossTimes.FOREVER);

    private LabRig rig;
    private PathDevice path;

    @BeforeEach
    void start() throws Exception {
        rig = new LabRig("name=lab controllers=2 ports=1 unit=1MiB");
        path = rig.ready("lab:A0/0");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void times(LossTimes times) throws Exception {
        rig.onReactor(() -> {
            path.lossTimes(times);
            return null;
        });
    }

    private CompletableFuture<ScsiTask> send(ScsiTask task) throws Exception {
        return rig.send(path, LabRig.patient(task)).get(0);
    }

    private CompletableFuture<ScsiTask> cutWithAWriteOnItsWay() throws Exception {
        rig.verbs.delay("A0", 60_000);
        CompletableFuture<ScsiTask> write = send(LabRig.write(0, LabRig.block(1)));
        rig.verbs.cut("A0");
        Await.until("the link is down", () -> !path.linkUp());
        return write;
    }

    @Test
    void holdsWhatWasSentAndWhatComesAndTellsNobodyUntilItsTimeIsOver() throws Exception {
        times(HOLD);
        long cut = System.nanoTime();
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        CompletableFuture<ScsiTask> came = send(LabRig.read(0, 1));
        assertThat(rig.linkNews).as("nobody is told yet").isEmpty();

        assertThat(LabRig.await(sent).delivery).as("the array ended its connection").isEqualTo(Delivery.ENDED);
        assertThat(LabRig.await(came).delivery).isEqualTo(Delivery.NOT_SENT);

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cut)).isGreaterThanOrEqualTo(HOLD_MILLIS);
        assertThat(rig.news()).isEqualTo("lab:A0/0 down: the connection to port A0 was reset");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).as("nothing is held any more").isEqualTo("NOT_SENT");
    }

    @Test
    void aLinkThatComesBackInTimeIsANewNexusAllTheSameAndNothingIsSentOverItUnasked() throws Exception {
        times(HOLD_LONG);
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        CompletableFuture<ScsiTask> came = send(LabRig.write(1, LabRig.block(2)));
        assertThat(List.of(sent, came)).noneMatch(CompletableFuture::isDone);

        rig.verbs.heal("A0");

        assertThat(LabRig.await(sent).delivery).isEqualTo(Delivery.ENDED);
        assertThat(LabRig.await(came).delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(rig.news()).isEqualTo("lab:A0/0 down: the connection to port A0 was reset");
        assertThat(rig.news()).isEqualTo("lab:A0/0 up");
        assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("06/29/00");
        assertThat(rig.contents(path, 1, 1)).as("it waited, and was not sent").containsOnly(0);
    }

    @Test
    void whatWasNotKnownToBeOverIsOverWhenTheLinkIsBack() throws Exception {
        times(HOLD_LONG);
        rig.verbs.silence("A0");
        ScsiTask impatient = LabRig.write(0, LabRig.block(1));
        impatient.timeoutNanos = TimeUnit.SECONDS.toNanos(1);
        CompletableFuture<ScsiTask> write = send(LabRig.write(1, LabRig.block(1)));
        CompletableFuture<ScsiTask> noticed = rig.send(path, impatient).get(0);
        Await.until("the silence is noticed", () -> !path.linkUp());
        assertThat(write).isNotDone();

        rig.verbs.heal("A0");

        assertThat(LabRig.await(write).delivery).isEqualTo(Delivery.ENDED);
        assertThat(LabRig.await(noticed).delivery).isIn(Delivery.ENDED, Delivery.UNKNOWN);
    }

    @Test
    void aTasksOwnTimeRunsOnWhileItIsHeld() throws Exception {
        times(HOLD_LONG);
        cutWithAWriteOnItsWay();
        ScsiTask impatient = LabRig.read(0, 1);
        impatient.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(100);
        assertThat(LabRig.await(rig.send(path, impatient).get(0)).delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(rig.linkNews).isEmpty();
    }

    @Test
    void anAbortLetsAHeldTaskGo() throws Exception {
        times(HOLD_LONG);
        cutWithAWriteOnItsWay();
        ScsiTask task = LabRig.read(0, 1);
        CompletableFuture<ScsiTask> held = send(task);
        rig.onReactor(() -> {
            path.abort(task);
            return null;
        });
        assertThat(LabRig.await(held).delivery).isEqualTo(Delivery.NOT_SENT);
    }

    @Test
    void patienceThatIsTakenBackEndsTheHoldAtOnce() throws Exception {
        times(HOLD_LONG);
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        times(LossTimes.NONE);
        assertThat(LabRig.await(sent).delivery).isEqualTo(Delivery.ENDED);
        assertThat(rig.news()).startsWith("lab:A0/0 down");
    }

    @Test
    void aPathThatIsLostForTooLongIsRemovedAndComesBackAsAnotherOne() throws Exception {
        times(new LossTimes(0, 200));
        rig.verbs.cut("A0");
        Await.until("the path is gone", () -> rig.lab.path("lab:A0/0") == null);
        assertThat(rig.lab.paths()).extracting(PathDevice::name).containsExactly("lab:B0/0");
        rig.verbs.heal("A0");
        Await.until("a path is there", () -> rig.lab.path("lab:A0/0") != null);
        assertThat(rig.lab.path("lab:A0/0")).isNotSameAs(path);
        assertThat(rig.outcome(rig.path("lab:A0/0"), LabRig.testUnitReady())).isEqualTo("06/29/00");
    }

    @Test
    void aPathThatIsBackInTimeStays() throws Exception {
        times(new LossTimes(0, 400));
        rig.verbs.cut("A0");
        assertThat(rig.news()).startsWith("lab:A0/0 down");
        rig.verbs.heal("A0");
        assertThat(rig.news()).isEqualTo("lab:A0/0 up");
        rig.outcome(path, LabRig.testUnitReady());
        assertThat(rig.linkNews.poll(600, TimeUnit.MILLISECONDS)).isNull();
        assertThat(rig.lab.path("lab:A0/0")).isSameAs(path);
    }

    @Test
    void aLabThatIsStoppedLetsGoOfWhatIsHeld() throws Exception {
        times(HOLD_LONG);
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        rig.lab.close();
        assertThat(LabRig.await(sent).delivery).isEqualTo(Delivery.ENDED);
    }
}

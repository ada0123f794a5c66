package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.Tgtd;

/** How long requests of a lost session are held, and how long its paths are kept, in front of a real tgtd. */
class LossTimesTest {
    private static final int HOLD_MILLIS = 2_000;

    @TempDir
    Path folder;

    private Tgtd tgtd;
    private FaultProxy proxy;
    private Rig rig;
    private PathDevice path;

    @BeforeEach
    void start() throws Exception {
        tgtd = new Tgtd(folder);
        String target = tgtd.targetWithFile(1 << 20).name();
        proxy = new FaultProxy(tgtd.portal());
        rig = new Rig(new Configured().quick().and("portals", new String[] {proxy.portal() + "," + target})).settled();
        path = rig.path(1);
        rig.ready(path);
        rig.watchLink(path);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        proxy.close();
        tgtd.close();
    }

    private void times(long holdMillis, long keepMillis) {
        rig.onReactor(() -> {
            path.lossTimes(new LossTimes(holdMillis, keepMillis));
            return true;
        });
    }

    private CompletableFuture<ScsiTask> write() {
        return rig.submit(path, Rig.write(0, 8, ByteBuffer.allocateDirect(4096), 0));
    }

    private CompletableFuture<ScsiTask> cutWithAWriteOnItsWay() throws Exception {
        proxy.stall(true);
        CompletableFuture<ScsiTask> write = write();
        Await.until("the write is taken", () -> rig.session().inFlight() > 0 || !path.linkUp());
        rig.turn();
        proxy.gone();
        Await.until("the session is lost", () -> !path.linkUp());
        return write;
    }

    @Test
    void aCutPathFailsItsCommandsWhenTheTimeToHoldThemIsOverAndNotBefore() throws Exception {
        times(HOLD_MILLIS, LossTimes.FOREVER);
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        long lost = System.nanoTime();
        CompletableFuture<ScsiTask> came = write();
        assertThat(rig.news).noneMatch(each -> each.startsWith("down"));
        assertThat(Rig.join(sent).delivery).as("a connection that is gone proves nothing").isEqualTo(Delivery.UNKNOWN);
        assertThat(Rig.join(came).delivery).isEqualTo(Delivery.NOT_SENT);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lost)).isGreaterThan(HOLD_MILLIS / 2);
        assertThat(rig.news).anyMatch(each -> each.startsWith("down"));
        assertThat(Rig.join(write()).delivery).as("later ones come back at once").isEqualTo(Delivery.NOT_SENT);
    }

    @Test
    void aSessionThatIsBackInTimeProvesWhatWasSentOver() throws Exception {
        times(60_000, LossTimes.FOREVER);
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        CompletableFuture<ScsiTask> came = write();
        proxy.heal();
        assertThat(Rig.join(sent).delivery).isEqualTo(Delivery.ENDED);
        assertThat(Rig.join(came).delivery).isEqualTo(Delivery.NOT_SENT);
        Await.until("both are told", () -> rig.news.contains("up"));
        assertThat(rig.news.stream().filter(each -> each.equals("up") || each.startsWith("down"))).hasSize(2)
                .first().asString().startsWith("down");
        rig.ready(path);
        assertThat(Rig.join(write()).good()).isTrue();
    }

    @Test
    void aPathThatIsLostForTooLongIsRemovedAndComesBackWithItsPortal() throws Exception {
        times(100, 600);
        proxy.gone();
        Await.until("the path is gone", () -> rig.transport.path(path.name()) == null);
        assertThat(rig.news).anyMatch(each -> each.startsWith("gone " + path.name() + ": its link was lost for 0 s"));
        assertThat(rig.transport.paths()).as("the controller's path may stay for ever").hasSize(1);
        proxy.heal();
        Await.until("the path is back", () -> rig.transport.path(path.name()) != null);
        PathDevice back = rig.transport.path(path.name());
        assertThat(back).isNotSameAs(path);
        rig.ready(back);
        assertThat(rig.run(back, Rig.write(0, 8, ByteBuffer.allocateDirect(4096), 0)).good()).isTrue();
    }

    @Test
    void aLogoutEndsTheHoldAtOnce() throws Exception {
        times(60_000, LossTimes.FOREVER);
        CompletableFuture<ScsiTask> sent = cutWithAWriteOnItsWay();
        rig.transport.modified(Configured.portals().quick().get());
        assertThat(Rig.join(sent).delivery).isEqualTo(Delivery.UNKNOWN);
        Await.until("the path is gone", () -> rig.transport.paths().isEmpty());
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Await;

/** {@code fast_io_fail_tmo} and {@code dev_loss_tmo} from the file to a real tgtd and back. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LossOfTgtdTest {
    private static final String PATIENT = "overrides {\n protocol {\n type \"scsi:iscsi\"\n fast_io_fail_tmo 2\n dev_loss_tmo 5\n }\n}\n";

    @AutoClose
    private final TwoPortals tgt;

    private final EngineRig rig;

    LossOfTgtdTest(@TempDir Path directory) throws Exception {
        tgt = new TwoPortals(directory);
        rig = tgt.rig;
    }

    /** Pulls the first cable; how long its path counts as good from then on. */
    private long millisUntilFailed() throws Exception {
        tgt.first.gone();
        Await.until("the session to be lost", () -> !tgt.transport.path(tgt.path(tgt.first)).linkUp());
        long lost = System.nanoTime();
        rig.awaitActive(1);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lost);
    }

    @Test
    void aCutPathIsHeldFailedRemovedAndFoundAgain() throws Exception {
        tgt.start(PATIENT, tgt.first, tgt.second);
        assertThat(millisUntilFailed()).isGreaterThan(1_000);
        assertThat(rig.write()).isEqualTo("GOOD");
        Await.until("the path to be removed", () -> rig.inventory.paths().stream()
                .noneMatch(path -> path.name().equals(tgt.path(tgt.first))), rig.inventory::paths);
        assertThat(rig.write()).isEqualTo("GOOD");
        tgt.first.heal();
        rig.awaitActive(2);
        Await.until("the path to be in its map", () -> rig.seen(tgt.path(tgt.first)).map().equals("mpatha"), rig.inventory::paths);
    }

    @Test
    void whatIsAppliedLaterHoldsForPathsThatAreThere() throws Exception {
        tgt.start("", tgt.first, tgt.second);
        rig.follow(PATIENT);
        assertThat(millisUntilFailed()).isGreaterThan(1_000);
        assertThat(rig.write()).isEqualTo("GOOD");
    }
}

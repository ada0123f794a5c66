package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.discovery.EngineRig.KEY;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Await;

/** Reservation keys on the paths to a real tgtd: whoever comes is registered before it is used. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReservationOfTgtdTest {
    private static final String KEYED = "defaults {\n reservation_key 0xabc\n}\n";

    @AutoClose
    private final TwoPortals tgt;

    private final EngineRig rig;

    ReservationOfTgtdTest(@TempDir Path directory) throws Exception {
        tgt = new TwoPortals(directory);
        rig = tgt.rig;
    }

    private void reserveThroughFirst() throws Exception {
        rig.register(tgt.path(tgt.first), KEY);
        rig.reserve(tgt.path(tgt.first), KEY);
    }

    @Test
    void aNewPortalIsRegisteredBeforeAWriteGoesOverIt() throws Exception {
        tgt.start(KEYED, tgt.first);
        reserveThroughFirst();
        tgt.transport.modified(tgt.configured(tgt.first, tgt.second));
        rig.awaitActive(2);
        assertThat(rig.keys(tgt.path(tgt.first))).containsExactly(KEY, KEY);
        tgt.first.gone();
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("GOOD");
    }

    @Test
    void withoutAKeyTheSameWriteConflicts() throws Exception {
        tgt.start("", tgt.first);
        reserveThroughFirst();
        tgt.transport.modified(tgt.configured(tgt.first, tgt.second));
        rig.awaitActive(2);
        tgt.first.gone();
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("RESERVATION CONFLICT");
    }

    @Test
    void aHealedCableIsRegisteredAnew() throws Exception {
        tgt.start(KEYED, tgt.first, tgt.second);
        reserveThroughFirst();
        tgt.second.gone();
        rig.awaitActive(1);
        tgt.second.heal();
        rig.awaitActive(2);
        Await.until("the registration", () -> rig.reservation().registeredPaths() > 0, rig::reservation);
        tgt.first.gone();
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("GOOD");
    }
}

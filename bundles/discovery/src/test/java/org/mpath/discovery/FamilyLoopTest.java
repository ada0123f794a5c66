package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.PathState;
import org.mpath.itests.support.Await;

/** A checker, or prioritizer, that loops without end and ignores its interrupt: every path is checked on without it. */
@Timeout(60)
class FamilyLoopTest {
    @TempDir
    Path directory;

    private Rig rig;
    private FakePath path;
    private FakePath other;
    private FakePath stranger;
    private PathInventory inventory;
    private final FakeFamily family = new FakeFamily("rdac");
    private final CompletableFuture<Thread> entered = new CompletableFuture<>();
    private volatile boolean over;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.handlers = List.of("rdac");
        path = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        other = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        stranger = rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        family.claims = facts -> facts.name().endsWith("/0");
        family.checksUp();
        family.ranksByPort();
    }

    @AfterEach
    void tearDown() {
        over = true;
        rig.close();
    }

    private void start() throws Exception {
        inventory = rig.start();
        rig.bindHandler(family, 1);
        inventory.bindTransport(rig.transport);
        rig.settle();
    }

    private void loop() {
        entered.complete(Thread.currentThread());
        while (!over) {
            Thread.onSpinWait();
        }
    }

    private void assertAllAreCheckedByTestUnitReady() {
        for (FakePath each : List.of(path, other, stranger)) {
            each.received.clear();
            Await.until("TEST UNIT READY on " + each.name(), () -> each.received.stream().filter("0"::equals).count() > 3,
                    () -> each.received);
        }
    }

    @Test
    void aCheckerWithoutEndIsReplacedByTestUnitReadyOnEveryPath() throws Exception {
        start();
        family.check = (device, timeoutNanos, listener) -> loop();
        Thread kept = entered.get(10, TimeUnit.SECONDS);
        assertAllAreCheckedByTestUnitReady();
        assertThat(kept.getName()).isEqualTo("test-reactor, abandoned in rdac check");
        int checks = family.checks.get();
        assertAllAreCheckedByTestUnitReady();
        assertThat(family.checks).as("not called while it has a thread").hasValue(checks);
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("fail_path"));

        over = true;
        kept.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(kept.isAlive()).isFalse();
        assertAllAreCheckedByTestUnitReady();
    }

    @Test
    void aPrioritizerWithoutEndLeavesPathsTheirRanks() throws Exception {
        family.ranks.put("A0", FakeFamily.OPTIMIZED);
        family.ranks.put("B0", FakeFamily.NON_OPTIMIZED);
        start();
        family.rank = (device, timeoutNanos, listener) -> loop();
        entered.get(10, TimeUnit.SECONDS);
        int looks = stranger.received.size();
        Await.until("other paths to be checked on", () -> stranger.received.size() > looks + 3, stranger.received::size);
        assertThat(rig.seen(path).priority()).isEqualTo(50);
        assertThat(rig.seen(other).priority()).isEqualTo(10);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("fail_path"));
    }
}

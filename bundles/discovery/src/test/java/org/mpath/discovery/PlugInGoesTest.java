package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.PathState;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.api.io.ReactorTimer;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** A family's plug-in leaves, also in the middle of something. */
class PlugInGoesTest {
    @TempDir
    Path directory;

    private Rig rig;
    private FakeUnit unit;
    private FakePath path;
    private FakePath other;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.handlers = List.of("rdac");
        unit = new FakeUnit(Rig.UNITS[0]);
        path = rig.path("A0", 0, unit);
        other = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        inventory = rig.startSettled();
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static FakeFamily family() {
        FakeFamily family = new FakeFamily("rdac").checksUp().ranksByPort().with(Grouping.GROUP_BY_PRIO, -1);
        family.ranks.put("A0", FakeFamily.OPTIMIZED);
        family.ranks.put("B0", FakeFamily.NON_OPTIMIZED);
        return family;
    }

    @Test
    void itsLeaseIsGivenBackAfterTheCheckThatRuns() throws Exception {
        FakeFamily family = family();
        LeaseBook<HardwareHandlerFactory> leases = rig.bindHandler(family, 1);
        rig.settle();
        AtomicReference<CheckListener> running = new AtomicReference<>();
        rig.times = new CheckTimes(100, 10_000, 10_000);
        rig.reconfigure();
        family.check = (device, timeoutNanos, listener) -> running.compareAndSet(null, listener);
        Await.until("a check", () -> running.get() != null, family.checks::get);

        CompletableFuture<Void> unbound = CompletableFuture.runAsync(() -> rig.unbindHandler(1));
        assertThat(unbound).isNotDone();
        assertThat(leases.leased).hasSize(1);
        family.check = (device, timeoutNanos, listener) -> listener.checked(CheckerState.UP, "");
        rig.reactor.execute(() -> running.get().checked(CheckerState.UP, ""));
        // the other path's check may have been caught too: that one ends by the limit
        unbound.get(20, TimeUnit.SECONDS);
        assertThat(leases.leased).isEmpty();
    }

    @Test
    void aCheckThatNeverEndsHoldsItUpForASetTimeOnly() throws Exception {
        FakeFamily family = family().checksByPage();
        unit.script = page(Reply.good(new byte[48]));
        other.unit.script = page(Reply.good(new byte[48]));
        rig.times = new CheckTimes(100, 60_000, 60_000);
        rig.reconfigure();
        LeaseBook<HardwareHandlerFactory> leases = rig.bindHandler(family, 1);
        rig.settle();
        unit.script = page(null);
        int before = path.received.size();
        Await.until("a check that hangs", () -> path.received.size() > before, path.received::size);
        long began = System.nanoTime();
        rig.unbindHandler(1);
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(leases.leased).isEmpty();
        Await.until("TEST UNIT READY on both", () -> rig.seen(path).family().isEmpty() && path.received.contains("0"),
                () -> path.received);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void nothingOfItIsReachableThoughTheTransportStillHasItsCommand() throws Exception {
        unit.script = page(null);
        other.unit.script = page(Reply.good(new byte[48]));
        WeakReference<FakeFamily> gone = comeAndGo();
        rig.settle();
        rig.passReactor();
        Await.until("the plug-in to be collected", () -> {
            System.gc();
            return gone.get() == null;
        });
        rig.reactor.execute(path::answerSilenced);
        rig.passReactor();
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
    }

    @Test
    void nothingOfItIsCalledAnyMoreWhenItIsGone() throws Exception {
        FakeFamily family = family();
        List<String> late = new CopyOnWriteArrayList<>();
        AtomicReference<String> gone = new AtomicReference<>();
        family.check = (device, timeoutNanos, listener) -> {
            ReactorTimer[] timer = new ReactorTimer[1];
            timer[0] = device.reactor().timer(() -> {
                if (gone.get() != null) {
                    late.add("timer");
                }
                timer[0].arm(TimeUnit.MILLISECONDS.toNanos(5));
            });
            timer[0].arm(TimeUnit.MILLISECONDS.toNanos(5));
            device.submit(FakeFamily.pageC9(timeoutNanos), task -> late.add("task"));
            listener.checked(CheckerState.UP, "");
        };
        unit.script = page(null);
        other.unit.script = page(null);
        rig.bindHandler(family, 1);
        Await.until("its commands with the transport", () -> path.received.contains("12/c9") && other.received.contains("12/c9"),
                () -> path.received);
        rig.unbindHandler(1);
        gone.set("gone");
        rig.reactor.execute(path::answerSilenced);
        rig.reactor.execute(other::answerSilenced);
        CompletableFuture<Void> later = new CompletableFuture<>();
        rig.reactor.execute(() -> rig.reactor.timer(() -> later.complete(null)).arm(TimeUnit.MILLISECONDS.toNanos(30)));
        later.get(10, TimeUnit.SECONDS);
        assertThat(late).isEmpty();
    }

    private WeakReference<FakeFamily> comeAndGo() throws Exception {
        FakeFamily family = family().checksByPage();
        rig.bindHandler(family, 1);
        Await.until("a check that hangs", () -> family.checks.get() > 1 && path.received.contains("12/c9"), () -> path.received);
        rig.unbindHandler(1);
        return new WeakReference<>(family);
    }

    @Test
    void anUpdateIsNoReasonForATableAndPathsAreNotJudgedBetween() throws Exception {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY
                ? Reply.sense(SenseKey.NOT_READY, 0x04, 0x02) : FakeUnit.FALLBACK;
        rig.bindHandler(family(), 1);
        rig.settle();
        Await.until("UP for its family", () -> rig.plane.state(path.name()) == PathState.State.ACTIVE, inventory::paths);
        int loads = rig.plane.loaded("mpatha").loads;
        String table = rig.plane.table("mpatha");
        assertThat(table).contains(" 1 rdac 2 1 ");
        rig.plane.verbs.clear();

        rig.unbindHandler(1);
        int otherSent = other.received.size();
        FakeFamily next = family();
        rig.bindHandler(next, 2);
        rig.settle();
        Await.until("checks by the new one", () -> next.checks.get() > 4, next.checks::get);
        assertThat(rig.plane.table("mpatha")).isEqualTo(table);
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(loads);
        assertThat(rig.plane.verbs).isEmpty();
        assertThat(rig.seen(path).priority()).isEqualTo(50);
        assertThat(other.received).hasSize(otherSent);
    }

    @Test
    void itsMapsDoWithoutWhenItDoesNotComeBack() throws Exception {
        rig.bindHandler(family(), 1);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).contains(" 1 rdac 2 1 ");
        rig.unbindHandler(1);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).contains(" queue_if_no_path 0 1 1 round-robin 0 2 1 ");
        assertThat(rig.seen(path).family()).isEmpty();
        assertThat(rig.seen(path).priority()).isEqualTo(1);
        assertThat(rig.seen(path).access()).isEmpty();
    }

    @Test
    void aPathThatComesInBetweenIsPlaced() throws Exception {
        rig.bindHandler(family(), 1);
        rig.settle();
        rig.unbindHandler(1);
        FakePath late = rig.path("B1", 0, new FakeUnit(Rig.UNITS[1]));
        rig.settle();
        assertThat(rig.seen(late).map()).isEqualTo("mpathb");
    }

    private static Function<byte[], Reply> page(Reply reply) {
        return cdb -> FakeFamily.asksForPage(cdb) ? reply : FakeUnit.FALLBACK;
    }
}

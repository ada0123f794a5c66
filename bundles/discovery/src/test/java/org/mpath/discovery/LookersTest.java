package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathRank;
import org.mpath.discovery.FakeLooker.Checker;
import org.mpath.discovery.FakeLooker.Numbers;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;

/** Paths are checked and ranked by the plug-ins that the configuration names. */
class LookersTest {
    private static final long NUMBERS = 101;
    private static final long PROBE = 102;
    private static final String PROBED = "defaults {\n path_checker probe\n}\n";

    @TempDir
    Path directory;

    private Rig rig;
    private FakePath path;
    private FakePath other;
    private PathInventory inventory;
    private final Checker probe = new Checker("probe");
    private final Numbers numbers = new Numbers("numbers");

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        path = rig.path("A0", 0, unit);
        other = rig.path("B0", 0, unit);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void start(String configuration) {
        rig.configuration = configuration;
        inventory = rig.start();
    }

    /** Brings the paths, once the plug-ins are there. */
    private void settle() throws Exception {
        inventory.bindTransport(rig.transport);
        rig.settle();
    }

    /** The rdac plug-in, which claims nothing here. */
    private static FakeFamily rdac() {
        FakeFamily rdac = new FakeFamily("rdac").ranksByPort();
        rdac.claims = facts -> false;
        rdac.ranks.put("A0", new PathRank(14, 1, "owned"));
        rdac.ranks.put("B0", new PathRank(9, 2, "not owned"));
        return rdac;
    }

    @Test
    void onePlugInChecksAPathAndAnotherRanksIt() throws Exception {
        start("defaults {\n path_checker probe\n prio numbers\n prio_args 7\n}\n");
        probe.check = (device, timeoutNanos, listener) ->
                listener.checked(device.port().equals("A0") ? CheckerState.GHOST : CheckerState.UP, "asleep");
        rig.bindChecker(probe, PROBE);
        rig.bindPrioritizer(numbers, NUMBERS);
        settle();
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.GHOST);
        assertThat(rig.seen(other).checker()).isEqualTo(CheckerState.UP);
        assertThat(rig.seen(path).priority()).isEqualTo(7);
        assertThat(numbers.made).containsExactly(List.of("7"));
        assertThat(rig.seen(path).family()).isEmpty();
    }

    @Test
    void thePrioritizerOfAFamilyRanksPathsOfNoneWhenItIsNamed() throws Exception {
        start("defaults {\n path_checker tur\n prio rdac\n path_grouping_policy group_by_prio\n}\n");
        rig.bindHandler(rdac(), 1);
        settle();
        assertThat(rig.seen(path).priority()).isEqualTo(14);
        assertThat(rig.seen(other).priority()).isEqualTo(9);
        assertThat(rig.seen(path).family()).isEmpty();
        assertThat(rig.plane.table("mpatha")).contains(" 2 1 round-robin 0 1 1 lab:A0/0 1 round-robin 0 1 1 lab:B0/0 1");
    }

    @Test
    void aPathsOwnFamilyIsAskedBeforeOthersOfThatName() throws Exception {
        start("");
        FakeFamily rdac = rdac();
        rdac.claims = facts -> true;
        rig.plane.handlers = List.of("rdac");
        Numbers sameName = new Numbers("rdac");
        rig.bindPrioritizer(sameName, NUMBERS);
        rig.bindHandler(rdac, 1);
        settle();
        assertThat(rig.seen(path).priority()).isEqualTo(14);
        assertThat(sameName.made).isEmpty();
    }

    @Test
    void aFileMayHaveAPathOfAFamilyCheckedAndRankedByOthers() throws Exception {
        rig.plane.handlers = List.of("rdac");
        start("overrides {\n path_checker probe\n prio numbers\n prio_args 3\n}\n");
        FakeFamily rdac = rdac().checksUp();
        rdac.claims = facts -> true;
        rig.bindHandler(rdac, 1);
        rig.bindChecker(probe, PROBE);
        rig.bindPrioritizer(numbers, NUMBERS);
        settle();
        assertThat(rig.seen(path).family()).isEqualTo("rdac");
        assertThat(rig.seen(path).priority()).isEqualTo(3);
        assertThat(probe.checks.get()).isPositive();
        assertThat(rdac.checks.get()).isZero();
        assertThat(rdac.rankings).isEmpty();
    }

    @Test
    void aNameThatNobodyHasIsTestUnitReadyUntilSomebodyComesAndIsSaidOnce() throws Exception {
        try (LogLines log = new LogLines("org.mpath.discovery.plugins")) {
            start(PROBED);
            settle();
            assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
            assertThat(log.lines()).containsExactly("event=checker.unknown checker=probe"
                    + " reason=\"no plug-in has it; TEST UNIT READY takes its place\"");
        }
        probe.check = (device, timeoutNanos, listener) -> listener.checked(CheckerState.DOWN, "probe says so");
        rig.bindChecker(probe, PROBE);
        Await.until("DOWN", () -> rig.seen(path).checker() == CheckerState.DOWN, inventory::paths);
        assertThat(rig.seen(path).reason()).isEqualTo("probe says so");
    }

    @Test
    void argumentsThatAreRefusedLeavePathsEqualAndTheWordIsSaidOnce() throws Exception {
        try (LogLines log = new LogLines("org.mpath.discovery.plugins")) {
            start("defaults {\n prio numbers\n prio_args seven\n}\n");
            rig.bindPrioritizer(numbers, NUMBERS);
            settle();
            assertThat(rig.seen(path).priority()).isEqualTo(1);
            assertThat(log.lines()).containsExactly("event=prioritizer.refused prioritizer=numbers"
                    + " reason=\"numbers takes one number, not [seven]; nobody tells paths apart\"");
        }
    }

    @Test
    void theTimeoutOfTheFileBoundsACheck() throws Exception {
        rig.times = new CheckTimes(100, 60_000, 60_000);
        start("defaults {\n path_checker probe\n checker_timeout 1\n}\n");
        AtomicReference<Long> given = new AtomicReference<>();
        probe.check = (device, timeoutNanos, listener) -> {
            given.set(timeoutNanos);
            device.submit(FakeFamily.pageC9(timeoutNanos), ended -> listener.checked(CheckerState.UP, ""));
        };
        path.unit.script = cdb -> FakeFamily.asksForPage(cdb) ? null : FakeUnit.FALLBACK;
        rig.bindChecker(probe, PROBE);
        settle();
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.TIMEOUT);
        assertThat(given.get()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void theLeaseOfACheckerIsGivenBackAfterTheCheckThatRuns() throws Exception {
        start(PROBED);
        rig.times = new CheckTimes(100, 10_000, 10_000);
        rig.reconfigure();
        LeaseBook<PathCheckerFactory> leases = rig.bindChecker(probe, PROBE);
        settle();
        AtomicReference<CheckListener> running = new AtomicReference<>();
        probe.check = (device, timeoutNanos, listener) -> {
            if (!running.compareAndSet(null, listener)) {
                listener.checked(CheckerState.UP, "");
            }
        };
        Await.until("a check", () -> running.get() != null, probe.checks::get);
        CompletableFuture<Void> unbound = CompletableFuture.runAsync(() -> rig.unbind(PROBE));
        assertThat(unbound).isNotDone();
        assertThat(leases.leased).hasSize(1);
        rig.reactor.execute(() -> running.get().checked(CheckerState.UP, ""));
        unbound.get(20, TimeUnit.SECONDS);
        assertThat(leases.leased).isEmpty();
        rig.settle();
        path.received.clear();
        Await.until("TEST UNIT READY", () -> path.received.contains("0"), () -> path.received);
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
    }

    @Test
    void whoRanksStaysWhenWhoChecksGoes() throws Exception {
        start("defaults {\n path_checker probe\n prio numbers\n prio_args 5\n}\n");
        rig.bindChecker(probe, PROBE);
        rig.bindPrioritizer(numbers, NUMBERS);
        settle();
        rig.unbind(PROBE);
        rig.settle();
        int before = numbers.rankings.get();
        Await.until("ranks after checks by TEST UNIT READY", () -> numbers.rankings.get() > before + 4, numbers.rankings::get);
        assertThat(rig.seen(path).priority()).isEqualTo(5);
    }

    @Test
    void nothingOfAPrioritizerOrCheckerThatWentIsReachable() throws Exception {
        start("defaults {\n path_checker probe\n prio numbers\n prio_args 5\n}\n");
        List<WeakReference<Object>> gone = comeAndGo();
        rig.settle();
        rig.passReactor();
        Await.until("the plug-ins to be collected", () -> {
            System.gc();
            return gone.stream().allMatch(each -> each.get() == null);
        });
        assertThat(rig.seen(path).priority()).isEqualTo(1);
    }

    private List<WeakReference<Object>> comeAndGo() throws Exception {
        Checker checker = new Checker("probe");
        checker.check = (device, timeoutNanos, listener) ->
                device.submit(FakeFamily.pageC9(timeoutNanos), ended -> listener.checked(CheckerState.UP, ""));
        path.unit.script = cdb -> FakeFamily.asksForPage(cdb) ? Reply.good(new byte[48]) : FakeUnit.FALLBACK;
        Numbers prioritizer = new Numbers("numbers");
        rig.bindChecker(checker, PROBE);
        rig.bindPrioritizer(prioritizer, NUMBERS);
        settle();
        assertThat(rig.seen(path).priority()).isEqualTo(5);
        path.unit.script = cdb -> FakeFamily.asksForPage(cdb) ? null : FakeUnit.FALLBACK;
        path.received.clear();
        Await.until("a check that hangs", () -> path.received.contains("12/c9"), () -> path.received);
        rig.unbind(PROBE);
        rig.unbind(NUMBERS);
        return List.of(new WeakReference<>(checker), new WeakReference<>(prioritizer));
    }

    @Test
    void anotherVersionTakesItsPlaceAndNoTableIsLoaded() throws Exception {
        start("defaults {\n prio numbers\n prio_args 5\n path_checker probe\n path_grouping_policy group_by_prio\n}\n");
        rig.bindChecker(probe, PROBE);
        rig.bindPrioritizer(numbers, NUMBERS);
        settle();
        int loads = rig.plane.loaded("mpatha").loads;
        rig.unbind(PROBE);
        rig.unbind(NUMBERS);
        Checker nextProbe = new Checker("probe");
        Numbers nextNumbers = new Numbers("numbers");
        rig.bindChecker(nextProbe, PROBE + 100);
        rig.bindPrioritizer(nextNumbers, NUMBERS + 100);
        rig.settle();
        Await.until("ranks by the new one", () -> nextNumbers.rankings.get() > 4, nextNumbers.rankings::get);
        assertThat(nextProbe.checks.get()).isPositive();
        assertThat(rig.seen(path).priority()).isEqualTo(5);
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(loads);
    }

    @Test
    void anotherConfigurationHasOthersLook() throws Exception {
        start("");
        rig.bindChecker(probe, PROBE);
        rig.bindPrioritizer(numbers, NUMBERS);
        settle();
        assertThat(probe.checks.get()).isZero();
        inventory.follow(Given.configuration("defaults {\n path_checker probe\n prio numbers\n prio_args 8\n}\n"), false);
        Await.until("rank 8", () -> rig.seen(path).priority() == 8 && rig.seen(other).priority() == 8, inventory::paths);
        assertThat(probe.checks.get()).isPositive();
        inventory.follow(Given.configuration(""), false);
        Await.until("rank 1", () -> rig.seen(path).priority() == 1 && rig.seen(other).priority() == 1, inventory::paths);
    }
}

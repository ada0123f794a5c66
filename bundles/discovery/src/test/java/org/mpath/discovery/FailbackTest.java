package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.support.Await;

/** The way back to the best group. Group 1 has A0 and A1 and is the best, group 2 has B0. */
class FailbackTest {
    private static final String BACK = "switch_group 1";

    @TempDir
    Path directory;

    private Rig rig;
    private FakePath a0;
    private FakePath a1;
    private PathInventory inventory;
    private final FakeFamily family = new FakeFamily("alua").ranksByPort();
    /** What the checker says, by port; up where nothing stands. */
    private final Map<String, CheckerState> states = new ConcurrentHashMap<>();

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.handlers = List.of("alua");
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        a0 = rig.path("A0", 0, unit);
        a1 = rig.path("A1", 0, unit);
        rig.path("B0", 0, unit);
        family.ranks.put("A0", FakeFamily.OPTIMIZED);
        family.ranks.put("A1", FakeFamily.OPTIMIZED);
        family.ranks.put("B0", FakeFamily.NON_OPTIMIZED);
        family.check = (path, timeoutNanos, listener) ->
                listener.checked(states.getOrDefault(path.port(), CheckerState.UP), "as the test wants");
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void start(int failbackSeconds) throws Exception {
        family.with(Grouping.GROUP_BY_PRIO, failbackSeconds);
        inventory = rig.start();
        rig.bindHandler(family, 1);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").parsed.groups()).hasSize(2);
    }

    /** Group 1 is lost: I/O goes to group 2. */
    private void failOver() {
        states.put("A0", CheckerState.DOWN);
        states.put("A1", CheckerState.DOWN);
        awaitChecker(a0, CheckerState.DOWN);
        awaitChecker(a1, CheckerState.DOWN);
        rig.plane.current("mpatha", 2);
    }

    private void awaitChecker(FakePath path, CheckerState state) {
        Await.until(path.name() + " " + state, () -> rig.seen(path).checker() == state, inventory::paths);
    }

    private void awaitChecks() {
        int before = family.checks.get();
        Await.until("some checks", () -> family.checks.get() > before + 12, family.checks::get);
    }

    private long turns() {
        return rig.plane.verbs.stream().filter(BACK::equals).count();
    }

    @Test
    void immediateGoesBackAtOnceWhenAllOfTheBestGroupIsUsable() throws Exception {
        start(0);
        failOver();
        states.remove("A0");
        awaitChecker(a0, CheckerState.UP);
        awaitChecks();
        assertThat(turns()).as("A1 is still missing").isZero();
        states.remove("A1");
        Await.until("the way back", () -> turns() == 1, () -> rig.plane.verbs);
        awaitChecks();
        assertThat(turns()).as("once").isEqualTo(1);
        assertThat(rig.plane.loaded("mpatha").loads).as("not by a new table").isEqualTo(1);
    }

    @Test
    void aGhostIsUsableForThat() throws Exception {
        start(0);
        failOver();
        states.put("A0", CheckerState.GHOST);
        states.put("A1", CheckerState.GHOST);
        Await.until("the way back", () -> turns() == 1, () -> rig.plane.verbs);
    }

    @Test
    void delayedGoesBackAfterItsSecondsThoughNobodyChecksThen() throws Exception {
        start(1);
        failOver();
        long readyNanos = System.nanoTime();
        states.clear();
        Await.until("the way back", () -> turns() == 1, () -> rig.plane.verbs);
        assertThat(System.nanoTime() - readyNanos).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void manualNeverDoes() throws Exception {
        start(-1);
        failOver();
        states.clear();
        awaitChecker(a0, CheckerState.UP);
        awaitChecker(a1, CheckerState.UP);
        awaitChecks();
        assertThat(turns()).isZero();
    }

    @Test
    void aMapWithoutIoSinceItsLastChoiceIsLeftAlone() throws Exception {
        start(0);
        rig.plane.current("mpatha", 0);
        awaitChecks();
        assertThat(turns()).isZero();
    }

    @Test
    void aGroupThatSomebodyDisabledIsLeftDisabled() throws Exception {
        start(0);
        rig.plane.bypass("mpatha", 1, "by message");
        rig.plane.current("mpatha", 2);
        awaitChecks();
        assertThat(turns()).isZero();
    }

    @Test
    void aGroupWhoseControllerWasBusyIsTriedAgain() throws Exception {
        start(0);
        rig.plane.bypass("mpatha", 1, "activation: DEV_TEMP_BUSY");
        rig.plane.current("mpatha", 2);
        Await.until("the way back", () -> turns() == 1, () -> rig.plane.verbs);
    }

    @Test
    void whoIsSentAwayAgainAtOnceWaits() throws Exception {
        start(0);
        rig.plane.current("mpatha", 2);
        Await.until("the way back", () -> turns() == 1, () -> rig.plane.verbs);
        long secondNanos = System.nanoTime();
        rig.plane.current("mpatha", 2);
        Await.until("the second", () -> turns() == 2, () -> rig.plane.verbs);
        long thirdNanos = System.nanoTime();
        assertThat(thirdNanos - secondNanos).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(900));
        rig.plane.current("mpatha", 2);
        Await.until("the third", () -> turns() == 3, () -> rig.plane.verbs);
        assertThat(System.nanoTime() - thirdNanos).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1_900));
    }

    @Test
    void aBetterGroupByRankIsGoneToByItsNewTable() throws Exception {
        start(0);
        family.ranks.put("B0", new PathRank(90, 2, "active/optimized"));
        Await.until("the table", () -> rig.plane.loaded("mpatha").loads == 2, () -> rig.plane.verbs);
        assertThat(rig.plane.loaded("mpatha").parsed.groups().get(0).paths()).hasSize(1);
        awaitChecks();
        assertThat(turns()).as("no message between").isZero();
    }
}

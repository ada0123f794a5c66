package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** When maps are made and paths leave them, as multipath.conf says: ghost_delay, purge_disconnected, log_checker_err. */
class LifeCycleTest {
    private static final Reply STANDBY = Reply.sense(SenseKey.NOT_READY, 0x04, 0x0b);
    private static final Reply NO_SUCH_UNIT = Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0);
    private static final Reply BROKEN = Reply.sense(SenseKey.NOT_READY, 0x04, 0x03);
    private static final String PURGE = "defaults {\n purge_disconnected yes\n}\n";

    @TempDir
    Path directory;

    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
    private final FakeUnit otherUnit = new FakeUnit(Rig.UNITS[0]);
    private Rig rig;
    private FakePath path;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        path = rig.path("A0", 0, unit);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    // ---- ghost_delay ----

    @Test
    void aUnitWithPassivePathsOnlyWaitsForABetterOne() throws Exception {
        answer(unit, STANDBY);
        start("defaults {\n ghost_delay 3600\n}\n");
        assertThat(rig.plane.names()).isEmpty();
        assertThat(rig.seen(path).reason()).isEqualTo("no map for unit 3" + Rig.UNITS[0]
                + ": it has passive paths only, and ghost_delay waits 3600 s for a better one");
        FakePath better = rig.path("B0", 0, otherUnit);
        rig.settle();
        awaitMap(better);
        awaitMap(path);
        assertThat(rig.plane.verbs).filteredOn(verb -> verb.startsWith("load")).hasSize(1);
    }

    @Test
    void itBecomesAMapWhenThePathTurnsOutBetterMeanwhile() throws Exception {
        answer(unit, STANDBY);
        start("defaults {\n ghost_delay 3600\n}\n");
        assertThat(rig.plane.names()).isEmpty();
        answer(unit, FakeUnit.READY);
        awaitMap(path);
    }

    @Test
    void itBecomesAMapWhenItWaitedLongEnough() throws Exception {
        answer(unit, STANDBY);
        long begun = System.nanoTime();
        start("defaults {\n ghost_delay 1\n}\n");
        awaitMap(path);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.GHOST);
    }

    @Test
    void aUnitWithAnActivePathDoesNotWait() throws Exception {
        start("defaults {\n ghost_delay 3600\n}\n");
        assertThat(rig.plane.names()).isEqualTo("mpatha");
    }

    // ---- purge_disconnected ----

    @Test
    void aPathWhoseUnitIsGoneLeavesItsMapAndComesBackWithIt() throws Exception {
        FakePath other = rig.path("B0", 0, otherUnit);
        start(PURGE);
        answer(unit, NO_SUCH_UNIT);
        Await.until("the table without it", () -> !rig.plane.table("mpatha").contains(path.name()), inventory::paths);
        Await.until("the reason", () -> rig.seen(path).reason().startsWith(
                "its unit is gone, and purge_disconnected is yes: ILLEGAL REQUEST 05/25/00"), inventory::paths);
        assertThat(rig.seen(path).map()).isEmpty();
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.DISCONNECTED);
        assertThat(rig.seen(other).map()).isEqualTo("mpatha");
        path.received.clear();
        answer(unit, FakeUnit.READY);
        awaitMap(path);
        assertThat(path.received).as("its identity is read again").contains("12/83");
        Await.until("its use", () -> rig.plane.state(path.name()) == PathState.State.ACTIVE, inventory::paths);
    }

    @Test
    void aUnitThatIsGoneThroughAllPathsTakesItsMapWithIt() throws Exception {
        start(PURGE);
        answer(unit, NO_SUCH_UNIT);
        Await.until("no map", () -> rig.plane.names().isEmpty(), inventory::paths);
        answer(unit, FakeUnit.READY);
        awaitMap(path);
    }

    @Test
    void anotherUnitUnderTheNumberIsNotTakenForTheOldOne() throws Exception {
        rig.path("B0", 0, otherUnit);
        start(PURGE);
        answer(unit, NO_SUCH_UNIT);
        Await.until("out of its map", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        unit.identity(Rig.UNITS[1]);
        answer(unit, FakeUnit.READY);
        Await.until("its own map", () -> rig.seen(path).map().equals("mpathb"), inventory::paths);
        assertThat(rig.plane.table("mpatha")).doesNotContain(path.name());
    }

    @Test
    void withoutThatInTheFileItStaysInItsMapFailed() throws Exception {
        rig.path("B0", 0, otherUnit);
        start("");
        answer(unit, NO_SUCH_UNIT);
        Await.until("failed", () -> rig.plane.state(path.name()) == PathState.State.FAILED, inventory::paths);
        awaitChecks(5);
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
    }

    // ---- log_checker_err ----

    @Test
    void aCheckThatKeepsFailingIsLoggedEachTimeWhenTheFileSaysSo() throws Exception {
        start("defaults {\n log_checker_err always\n}\n");
        assertThat(linesOfABrokenPath()).hasSizeGreaterThanOrEqualTo(4).allMatch(
                line -> line.equals("event=path.still_bad path=lab:A0/0 state=DOWN"
                        + " reason=\"NOT READY 02/04/03 manual intervention required\""));
    }

    @Test
    void elseOnlyTheFirstTime() throws Exception {
        start("defaults {\n log_checker_err once\n}\n");
        assertThat(linesOfABrokenPath()).isEmpty();
    }

    /** What was logged of it while five checks failed. */
    private List<String> linesOfABrokenPath() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.INFO.intValue() && line.getMessage().contains("path.still_bad")) {
                    lines.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.mpath.discovery");
        logger.addHandler(handler);
        try {
            answer(unit, BROKEN);
            Await.until("DOWN", () -> rig.seen(path).checker() == CheckerState.DOWN, inventory::paths);
            awaitChecks(6);
            return lines;
        } finally {
            logger.removeHandler(handler);
        }
    }

    private void start(String configuration) throws Exception {
        rig.configuration = configuration;
        inventory = rig.startSettled();
    }

    private static void answer(FakeUnit asked, Reply reply) {
        asked.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY ? reply : FakeUnit.FALLBACK;
    }

    private void awaitMap(FakePath which) {
        Await.until(which.name() + " in its map", () -> rig.seen(which).map().equals("mpatha"), inventory::paths);
    }

    private void awaitChecks(int count) {
        int before = path.received.size();
        Await.until(count + " more checks", () -> path.received.size() >= before + count, () -> path.received);
    }
}

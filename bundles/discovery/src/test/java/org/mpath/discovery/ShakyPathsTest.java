package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** Paths that fail now and then, in maps that multipath.conf says something of. */
class ShakyPathsTest {
    private static final String FAILURES = "defaults {\n san_path_err_threshold 1\n san_path_err_forget_rate 1000\n"
            + " san_path_err_recovery_time %d\n%s\n}\n";
    private static final String READS = "defaults {\n marginal_path_err_sample_time 120\n"
            + " marginal_path_err_rate_threshold 10\n marginal_path_err_recheck_gap_time 300\n"
            + " marginal_path_double_failed_time 60\n}\n";
    private static final String APART = "marginal_pathgroups on";

    @TempDir
    Path directory;

    private Rig rig;
    private FakePath path;
    private FakePath other;
    private PathInventory inventory;
    private volatile boolean ready = true;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.times = new CheckTimes(100, 5_000, 5_000); // a check that is late on a busy machine is no failure
        path = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        other = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void aPathThatFailsAgainAndAgainIsLeftOutUntilItRecovered() throws Exception {
        start(FAILURES.formatted(2, ""));
        flap();
        awaitState(path, PathState.State.ACTIVE);
        flap();
        awaitChecker(CheckerState.DELAYED);
        assertThat(rig.seen(path).reason()).matches("2 failures, left out until \\S+Z, san_path_err_threshold 1");
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.FAILED);
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
        awaitState(path, PathState.State.ACTIVE);
        awaitChecker(CheckerState.UP);
    }

    @Test
    void withoutThatInTheFileAPathIsUsedWheneverItIsGood() throws Exception {
        start("");
        for (int failures = 0; failures < 4; failures++) {
            flap();
            awaitState(path, PathState.State.ACTIVE);
        }
    }

    @Test
    void theLastUsablePathIsNotLeftOut() throws Exception {
        leftOutForAnHour();
        other.cut("reset");
        awaitState(path, PathState.State.ACTIVE);
        assertThat(rig.plane.state(other.name())).isEqualTo(PathState.State.FAILED);
    }

    @Test
    void theLastPathIsTakenBackAlsoWhenTheOtherOneLeaves() throws Exception {
        leftOutForAnHour();
        rig.transport.remove(other);
        awaitState(path, PathState.State.ACTIVE);
        Await.until("the table without the other path", () -> !rig.plane.table("mpatha").contains(other.name()),
                () -> rig.plane.table("mpatha"));
    }

    @Test
    void failuresThatOnlyIoFoundCountToo() throws Exception {
        start(FAILURES.formatted(3_600, ""));
        engineFails("medium transport error");
        awaitState(path, PathState.State.ACTIVE);
        engineFails("medium transport error");
        awaitChecker(CheckerState.DELAYED);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.FAILED);
    }

    @Test
    void aPathThatAPersonFailedIsNotShaky() throws Exception {
        start(FAILURES.formatted(3_600, ""));
        for (int failures = 0; failures < 4; failures++) {
            engineFails("failed by message");
            awaitState(path, PathState.State.ACTIVE);
        }
    }

    @Test
    void aRuleThatIsTakenAwayHasThePathUsedAgain() throws Exception {
        leftOutForAnHour();
        inventory.follow(Given.configuration(""), true);
        awaitState(path, PathState.State.ACTIVE);
    }

    @Test
    void withGroupsOfTheirOwnMarginalPathsAreUsedLast() throws Exception {
        start(FAILURES.formatted(2, APART));
        assertThat(rig.plane.table("mpatha")).contains(" 1 1 round-robin 0 2 1 ");
        flap();
        awaitState(path, PathState.State.ACTIVE);
        flap();
        Await.until("a group of its own", () -> rig.plane.table("mpatha").contains(
                " 2 1 round-robin 0 1 1 lab:B0/0 1 round-robin 0 1 1 lab:A0/0 1"), () -> rig.plane.table("mpatha"));
        awaitState(path, PathState.State.ACTIVE);
        Await.until("marginal", () -> rig.seen(path).marginal(), inventory::paths);
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
        assertThat(rig.seen(path).reason()).startsWith("2 failures, left out until ");
        Await.until("one group", () -> rig.plane.table("mpatha").contains(" 1 1 round-robin 0 2 1 "),
                () -> rig.plane.table("mpatha"));
    }

    @Test
    void aPathIsLeftOutByHandUntilItIsUnset() throws Exception {
        start("");
        inventory.setMarginal(path.name(), true);
        awaitState(path, PathState.State.FAILED);
        awaitChecker(CheckerState.DELAYED);
        assertThat(rig.plane.reasons).containsEntry(path.name(), "marginal by hand, until unsetmarginal");
        inventory.setMarginal(path.name(), false);
        awaitState(path, PathState.State.ACTIVE);
    }

    @Test
    void byHandItIsUsedLastWhereMarginalPathsFormGroups() throws Exception {
        start("defaults {\n" + APART + "\n}\n");
        inventory.setMarginal(path.name(), true);
        Await.until("a group of its own", () -> rig.plane.table("mpatha").contains(" 2 1 round-robin"),
                () -> rig.plane.table("mpatha"));
        assertThat(rig.plane.verbs).doesNotContain("fail_path " + path.name());
        inventory.setMarginal(path.name(), false);
        Await.until("one group", () -> rig.plane.table("mpatha").contains(" 1 1 round-robin"),
                () -> rig.plane.table("mpatha"));
    }

    @Test
    void bothPathsByHandLeaveOneInUse() throws Exception {
        start("");
        inventory.setMarginal(path.name(), true);
        awaitState(path, PathState.State.FAILED);
        inventory.setMarginal(other.name(), true);
        Await.until("the reason", () -> rig.seen(other).reason()
                .equals("marginal by hand, until unsetmarginal; in use as the last usable path"), inventory::paths);
        assertThat(rig.plane.state(other.name())).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void thereIsNoMarginalPathThatIsNotThere() throws Exception {
        start("");
        assertThatThrownBy(() -> inventory.setMarginal("lab:Z9/0", true))
                .isInstanceOf(ControlException.class).hasMessage("there is no path lab:Z9/0");
    }

    @Test
    void readsAreCountedOfAPathThatFailedTwiceCloseTogether() throws Exception {
        start(READS);
        flap();
        awaitState(path, PathState.State.ACTIVE);
        flap();
        awaitChecker(CheckerState.DELAYED);
        assertThat(rig.seen(path).reason()).startsWith(
                "2 failures within marginal_path_double_failed_time 60 s, its reads are counted until ");
        Await.until("reads", () -> reads() >= 5, () -> path.received);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.FAILED);
        other.cut("reset");
        awaitState(path, PathState.State.ACTIVE);
        rig.passReactor();
        long before = reads();
        int checks = path.received.size();
        Await.until("ten more checks", () -> path.received.size() >= checks + 10, () -> path.received);
        assertThat(reads()).as("reads after it was taken back").isEqualTo(before);
    }

    private long reads() {
        return path.received.stream().filter(Integer.toHexString(Opcode.READ_10)::equals).count();
    }

    private void start(String configuration) throws Exception {
        rig.configuration = configuration;
        path.unit.script = cdb -> ready || CdbFields.opcode(cdb) != Opcode.TEST_UNIT_READY
                ? FakeUnit.FALLBACK
                : Reply.sense(SenseKey.NOT_READY, 0x04, 0x03);
        inventory = rig.startSettled();
    }

    private void leftOutForAnHour() throws Exception {
        start(FAILURES.formatted(3_600, ""));
        flap();
        awaitState(path, PathState.State.ACTIVE);
        flap();
        awaitChecker(CheckerState.DELAYED);
    }

    private void flap() {
        awaitChecker(CheckerState.UP);
        ready = false;
        awaitChecker(CheckerState.DOWN);
        ready = true;
    }

    private void engineFails(String reason) {
        rig.plane.fail(path.name());
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", path.name(), "active", "failed", reason));
    }

    private void awaitChecker(CheckerState state) {
        Await.until(path.name() + " " + state, () -> rig.seen(path).checker() == state, inventory::paths);
    }

    private void awaitState(FakePath which, PathState.State state) {
        Await.until(which.name() + " " + state, () -> rig.plane.state(which.name()) == state, inventory::paths);
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/** Checks, links and identities of paths that are in a map. */
class CheckingTest {
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
        unit = new FakeUnit(Rig.UNITS[0]);
        path = rig.path("A0", 0, unit);
        other = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        inventory = rig.startSettled();
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void failsAPathThatIsNotReadyAndReinstatesItWhenItIs() {
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        awaitState(PathState.State.FAILED);
        Await.until("the reason", () -> rig.seen(path).reason()
                .equals("NOT READY 02/04/03 manual intervention required"), inventory::paths);
        assertThat(rig.plane.reasons).containsEntry(path.name(), "NOT READY 02/04/03 manual intervention required");
        whenReady(FakeUnit.READY);
        awaitState(PathState.State.ACTIVE);
        assertThat(rig.plane.state(other.name())).isEqualTo(PathState.State.ACTIVE);
        assertThat(rig.plane.verbs).doesNotContain("fail_path " + other.name());
    }

    @Test
    void failsAPathWithoutAnswerInTimeAndSendsNothingMoreOnIt() throws Exception {
        unit.script = cdb -> null;
        awaitState(PathState.State.FAILED);
        Await.until("TIMEOUT", () -> rig.seen(path).checker() == CheckerState.TIMEOUT, inventory::paths);
        int sent = path.received.size();
        int otherSent = other.received.size();
        Await.until("the other path to be checked on", () -> other.received.size() > otherSent + 3, other.received::size);
        assertThat(path.received).hasSize(sent);
        assertThat(path.outstandingMax).hasValue(1);
        unit.script = cdb -> FakeUnit.FALLBACK;
        rig.reactor.execute(path::answerSilenced);
        awaitState(PathState.State.ACTIVE);
    }

    @Test
    void saysThatAnUnmappedUnitIsDisconnected() {
        whenReady(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        awaitState(PathState.State.FAILED);
        Await.until("DISCONNECTED", () -> rig.seen(path).checker() == CheckerState.DISCONNECTED, inventory::paths);
    }

    @Test
    void hasAMapFailIoWhileEveryPathSaysThatTheUnitIsGone() {
        FakeUnit otherUnit = other.unit;
        unit.script = ready(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        awaitState(PathState.State.FAILED);
        assertThat(rig.plane.verbs).doesNotContain("fail_if_no_path");
        otherUnit.script = ready(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        Await.until("queueing to be off", () -> rig.plane.verbs.contains("fail_if_no_path"), () -> rig.plane.verbs);
        unit.script = cdb -> FakeUnit.FALLBACK;
        awaitState(PathState.State.ACTIVE);
        assertThat(rig.plane.verbs.indexOf("queue_if_no_path"))
                .isPositive()
                .isLessThan(rig.plane.verbs.lastIndexOf("reinstate_path " + path.name()));
    }

    @Test
    void aMapThatIsToQueueForEverQueuesAlsoWhenEveryPathSaysThatTheUnitIsGone() throws Exception {
        rig.configuration = "defaults {\n no_path_retry queue\n}\n";
        inventory = rig.startSettled();
        whenReady(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        other.unit.script = ready(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        Await.until("both to be gone", () -> rig.seen(path).checker() == CheckerState.DISCONNECTED
                && rig.seen(other).checker() == CheckerState.DISCONNECTED, inventory::paths);
        unit.script = cdb -> FakeUnit.FALLBACK;
        awaitState(PathState.State.ACTIVE);
        assertThat(rig.plane.verbs).doesNotContain("fail_if_no_path");
    }

    @Test
    void leavesAMapThatDoesNotQueueSoWhenTheUnitIsBack() {
        rig.plane.message("mpatha", "fail_if_no_path");
        whenReady(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        other.unit.script = ready(Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
        Await.until("both to be failed", () -> rig.plane.state(path.name()) == PathState.State.FAILED
                && rig.plane.state(other.name()) == PathState.State.FAILED, inventory::paths);
        unit.script = cdb -> FakeUnit.FALLBACK;
        awaitState(PathState.State.ACTIVE);
        assertThat(rig.plane.stateOf("mpatha").features()).isEmpty();
        assertThat(rig.plane.verbs).doesNotContain("queue_if_no_path");
    }

    @Test
    void reinstatesAPathThatTheEngineFailedByItself() {
        rig.plane.fail(path.name());
        awaitState(PathState.State.ACTIVE);
    }

    @Test
    void followsThePathsOfASuspendedMapBothWays() {
        rig.plane.suspended = true;
        path.cut("connection reset");
        awaitState(PathState.State.FAILED);
        path.heal();
        awaitState(PathState.State.ACTIVE);
    }

    @Test
    void leavesAPathInTransitionAsItIs() {
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x0a));
        Await.until("PENDING", () -> rig.seen(path).checker() == CheckerState.PENDING, inventory::paths);
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x0b));
        Await.until("GHOST", () -> rig.seen(path).checker() == CheckerState.GHOST, inventory::paths);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("fail_path"));
    }

    @Test
    void failsAtOnceWhenTheLinkGoesAndReadsTheIdentityBeforeItReinstates() {
        path.cut("connection reset");
        awaitState(PathState.State.FAILED);
        Await.until("the reason", () -> rig.seen(path).reason().contains("connection reset"), inventory::paths);
        path.received.clear();
        path.heal();
        awaitState(PathState.State.ACTIVE);
        assertThat(path.received).contains("12/83");
        assertThat(rig.plane.table("mpatha")).contains(path.name());
    }

    @Test
    void newsOfTheLinkDoNotWaitForTheInterval() throws Exception {
        rig.times = new CheckTimes(60_000, 1_000, 1_000);
        inventory = rig.start();
        inventory.bindTransport(rig.transport);
        rig.settle();
        path.cut("connection reset");
        awaitState(PathState.State.FAILED);
        path.heal();
        awaitState(PathState.State.ACTIVE);
    }

    @Test
    void aRescanChecksEveryPathNow() throws Exception {
        rig.times = new CheckTimes(60_000, 1_000, 1_000);
        inventory = rig.start();
        inventory.bindTransport(rig.transport);
        rig.settle();
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        inventory.rescan();
        awaitState(PathState.State.FAILED);
    }

    @Test
    void quarantinesAPathBehindWhichTheUnitChanged() throws Exception {
        path.cut("connection reset");
        awaitState(PathState.State.FAILED);
        unit.identity(Rig.UNITS[1]);
        path.heal();
        Await.until("the table without it", () -> !rig.plane.table("mpatha").contains(path.name()), inventory::paths);
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason())
                .isEqualTo("unit behind the path changed its WWID from 3" + Rig.UNITS[0] + " to 3" + Rig.UNITS[1]);
        assertThat(rig.plane.verbs).doesNotContain("reinstate_path " + path.name());
        assertThat(rig.plane.names()).isEqualTo("mpatha");

        inventory.rescan();
        rig.settle();
        assertThat(rig.seen(path).map()).isEqualTo("mpathb");
    }

    @Test
    void takesAQuarantinedPathBackWhenItsOldUnitIsThereAgain() {
        path.cut("connection reset");
        unit.identity(Rig.UNITS[1]);
        path.heal();
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        path.cut("connection reset");
        unit.identity(Rig.UNITS[0]);
        path.heal();
        Await.until("its map", () -> rig.seen(path).map().equals("mpatha"), inventory::paths);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void takesAQuarantinedPathBackThoughItsLinkNeverWentDown() {
        path.cut("connection reset");
        unit.identity(Rig.UNITS[1]);
        path.heal();
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        unit.identity(Rig.UNITS[0]);
        Await.until("its map", () -> rig.seen(path).map().equals("mpatha"), inventory::paths);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void neverReinstatesAPathWhoseUnitWasSwappedWhileTheLinkStayedUp() {
        unit.identity(Rig.UNITS[1]);
        rig.plane.fail(path.name());
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.plane.verbs).doesNotContain("reinstate_path " + path.name());
    }

    @Test
    void readsTheIdentityWhenUnitsCameOrWentAtTheTarget() {
        unit.identity(Rig.UNITS[1]);
        whenReady(Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x0e));
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
    }

    @Test
    void readsTheIdentityWhenIoHeardThatUnitsCameOrWent() {
        unit.identity(Rig.UNITS[1]);
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.UNITS_CHANGED, "mpatha", path.name(), "", "", "06/3f/0e"));
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
    }

    @Test
    void readsTheIdentityAgainWhenTheUnitSaysThatItChanged() {
        unit.identity(Rig.UNITS[1]);
        whenReady(Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03));
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason()).contains("changed its WWID");
    }

    @Test
    void takesAPathOutWhoseUnitChangedItsSize() {
        unit.capacity = new ReadCapacity(4096, 512, 0, false, false);
        path.cut("connection reset");
        path.heal();
        Await.until("out of the map", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason()).isEqualTo("unit has 4096 blocks, map mpatha of the same WWID has 131072");
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(other.name());
    }

    @Test
    void takesAPathOutWhoseUnitAnswersNonsenseAfterTheGap() {
        byte[] sound = unit.identification;
        unit.identification = new byte[] {0, (byte) 0x83, 0, 4, 1, 3, 0, 99};
        path.cut("connection reset");
        path.heal();
        Await.until("out of the map", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason()).contains("VPD page 83h, byte 7");
        unit.identification = sound;
        Await.until("back", () -> rig.seen(path).map().equals("mpatha"), inventory::paths);
    }

    @Test
    void doesNotUseWhatItReadThroughANexusThatIsGone() {
        unit.script = cdb -> {
            if (CdbFields.opcode(cdb) == Opcode.MODE_SENSE_6) {
                unit.script = next -> FakeUnit.FALLBACK;
                unit.identity(Rig.UNITS[1]);
                path.cut("in the middle of the probe");
                path.heal();
            }
            return FakeUnit.FALLBACK;
        };
        path.cut("first");
        path.heal();
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason()).contains("changed its WWID");
        assertThat(rig.plane.verbs).doesNotContain("reinstate_path " + path.name());
    }

    @Test
    void keepsCheckingAfterManyGaps() {
        for (int gap = 0; gap < 20; gap++) {
            path.cut("gap");
            path.heal();
        }
        awaitState(PathState.State.ACTIVE);
        Await.until("UP", () -> rig.seen(path).checker() == CheckerState.UP, inventory::paths);
        assertThat(path.outstandingMax).hasValue(1);
        assertThat(List.copyOf(rig.plane.loaded("mpatha").paths.keySet())).containsExactly(path.name(), other.name());
    }

    private void whenReady(Reply reply) {
        unit.script = ready(reply);
    }

    private static Function<byte[], Reply> ready(Reply reply) {
        return cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY ? reply : FakeUnit.FALLBACK;
    }

    private void awaitState(PathState.State state) {
        Await.until(path.name() + " " + state, () -> rig.plane.state(path.name()) == state, inventory::paths);
    }
}

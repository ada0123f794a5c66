package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.PathState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** Checks by an array family's own checker, whatever that does. */
class FamilyCheckTest {
    private static final Reply PAGE = Reply.good(new byte[48]);

    @TempDir
    Path directory;

    private Rig rig;
    private FakeUnit unit;
    private FakePath path;
    private FakePath other;
    private PathInventory inventory;
    private final FakeFamily family = new FakeFamily("rdac");

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.handlers = List.of("rdac");
        unit = new FakeUnit(Rig.UNITS[0]);
        path = rig.path("A0", 0, unit);
        other = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        family.checksUp();
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void start() throws Exception {
        inventory = rig.start();
        rig.bindHandler(family, 1);
        inventory.bindTransport(rig.transport);
        rig.settle();
    }

    @Test
    void theFamilysCheckerIsBelievedAndNotTestUnitReady() throws Exception {
        family.check = on("A0", (device, listener) -> listener.checked(CheckerState.DOWN, "wrong failover mode"));
        start();
        awaitState(PathState.State.FAILED);
        assertThat(rig.seen(path).reason()).isEqualTo("wrong failover mode");
        assertThat(rig.seen(path).family()).isEqualTo("rdac");
        assertThat(rig.seen(other).checker()).isEqualTo(CheckerState.UP);
        family.checksUp();
        awaitState(PathState.State.ACTIVE);
    }

    @Test
    void aPathThatIsGoodForItsFamilyIsUsedThoughItIsNotReady() throws Exception {
        unit.script = on(Opcode.TEST_UNIT_READY, Reply.sense(SenseKey.NOT_READY, 0x04, 0x02));
        family.check = on("A0", (device, listener) -> listener.checked(CheckerState.GHOST, "not the owner"));
        start();
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.GHOST);
        assertThat(rig.plane.state(path.name())).isEqualTo(PathState.State.ACTIVE);
        assertThat(rig.plane.verbs).doesNotContain("fail_path " + path.name());
    }

    @Test
    void aGhostThatTheEngineFailedIsReinstatedWhenItsIdentityWasRead() throws Exception {
        unit.script = on(Opcode.TEST_UNIT_READY, Reply.sense(SenseKey.NOT_READY, 0x04, 0x02));
        family.check = on("A0", (device, listener) -> listener.checked(CheckerState.GHOST, "not the owner"));
        start();
        path.received.clear();
        rig.plane.fail(path.name());
        awaitState(PathState.State.ACTIVE);
        assertThat(path.received).contains("12/83");
    }

    @Test
    void aCheckerThatIsStillThinkingChangesNothing() throws Exception {
        start();
        family.check = (device, timeoutNanos, listener) -> listener.checked(CheckerState.PENDING, "in transition");
        Await.until("PENDING", () -> rig.seen(path).checker() == CheckerState.PENDING, inventory::paths);
        int before = family.checks.get();
        Await.until("more checks", () -> family.checks.get() > before + 6, family.checks::get);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("fail_path"));
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(1);
    }

    @Test
    void aCheckWithoutAnswerOfTheUnitIsTimedOutAndTheNextWaitsForItsCommand() throws Exception {
        family.checksByPage();
        unit.script = page(PAGE);
        other.unit.script = page(PAGE);
        start();
        unit.script = page(null);
        awaitState(PathState.State.FAILED);
        Await.until("TIMEOUT", () -> rig.seen(path).checker() == CheckerState.TIMEOUT, inventory::paths);
        assertThat(rig.seen(path).reason()).isEqualTo("no answer within 100 ms");
        int sent = path.received.size();
        int otherSent = other.received.size();
        Await.until("the other path to be checked on", () -> other.received.size() > otherSent + 3, other.received::size);
        assertThat(path.received).as("one check at a time").hasSize(sent);
        unit.script = page(PAGE);
        rig.reactor.execute(path::answerSilenced);
        awaitState(PathState.State.ACTIVE);
        assertThat(path.outstandingMax).hasValue(1);
    }

    @Test
    void aCheckerThatNeverAnswersThoughNothingIsOwedIsReplacedByTestUnitReady() throws Exception {
        start();
        family.check = on("A0", (device, listener) -> { });
        Await.until("TEST UNIT READY", () -> path.received.lastIndexOf("0") > path.received.lastIndexOf("12"), () -> path.received);
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        awaitState(PathState.State.FAILED);
        whenReady(FakeUnit.READY);
        awaitState(PathState.State.ACTIVE);
    }

    @Test
    void aCheckerThatThrowsIsReplacedByTestUnitReadyOnThatPath() throws Exception {
        start();
        family.check = on("A0", (device, listener) -> {
            throw new IllegalStateException("page too short");
        });
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        awaitState(PathState.State.FAILED);
        whenReady(FakeUnit.READY);
        awaitState(PathState.State.ACTIVE);
        int checks = family.checks.get();
        Await.until("the other path", () -> family.checks.get() > checks + 2, family.checks::get);
        assertThat(rig.plane.verbs).doesNotContain("fail_path " + other.name());
    }

    @Test
    void whatACheckerThrowsWhenItIsAnsweredDoesNotReachTheTransport() throws Exception {
        start();
        unit.script = page(PAGE);
        family.check = on("A0", (device, listener) -> device.submit(FakeFamily.pageC9(0), ended -> {
            throw new NoClassDefFoundError("gone with the bundle");
        }));
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        awaitState(PathState.State.FAILED);
        assertThat(path.outstandingMax).hasValue(1);
    }

    @Test
    void nonsenseIsNoAnswer() throws Exception {
        start();
        family.check = on("A0", (device, listener) -> listener.checked(null, "what?"));
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        awaitState(PathState.State.FAILED);
    }

    @Test
    void onlyTheFirstAnswerCountsAndItMayComeFromAnyThread() throws Exception {
        AtomicReference<CheckListener> listeners = new AtomicReference<>();
        start();
        family.check = on("A0", (device, listener) -> {
            CheckListener before = listeners.getAndSet(listener);
            Thread thread = new Thread(() -> {
                if (before != null) {
                    before.checked(CheckerState.DOWN, "late");
                }
                listener.checked(CheckerState.UP, "");
                listener.checked(CheckerState.DOWN, "second answer");
            });
            thread.start();
        });
        int before = family.checks.get();
        Await.until("more checks", () -> family.checks.get() > before + 10, family.checks::get);
        assertThat(rig.plane.verbs).noneMatch(verb -> verb.startsWith("fail_path"));
        assertThat(rig.seen(path).checker()).isEqualTo(CheckerState.UP);
    }

    @Test
    void aUnitAttentionThatOnlyTheCheckerGotStillHasTheIdentityRead() throws Exception {
        family.checksByPage();
        unit.script = page(PAGE);
        other.unit.script = page(PAGE);
        start();
        unit.identity(Rig.UNITS[1]);
        unit.script = cdb -> {
            if (FakeFamily.asksForPage(cdb)) {
                unit.script = page(PAGE);
                return Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03);
            }
            return FakeUnit.FALLBACK;
        };
        Await.until("quarantine", () -> rig.seen(path).map().isEmpty(), inventory::paths);
        assertThat(rig.seen(path).reason()).contains("changed its WWID");
    }

    @Test
    void aUnitThatAlwaysSaysThatItIsAnotherOneIsAskedOnTheInterval() throws Exception {
        family.checksByPage();
        unit.script = page(PAGE);
        other.unit.script = page(PAGE);
        start();
        unit.script = page(Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03));
        awaitState(PathState.State.FAILED);
        int otherBefore = other.received.size();
        path.received.clear();
        Await.until("checks", () -> other.received.size() > otherBefore + 15, other.received::size);
        assertThat(path.received.stream().filter("12/83"::equals).count()).isLessThan(15 + 10);
        assertThat(rig.plane.verbs).doesNotContain("reinstate_path " + path.name());
    }

    @Test
    void aCheckerThatWantsToResetTheUnitIsNotLetTo() throws Exception {
        start();
        family.check = on("A0", (device, listener) -> device.resetUnit((reset, done) -> { }));
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        awaitState(PathState.State.FAILED);
    }

    private interface OnPath {
        void check(PathDevice path, CheckListener listener);
    }

    /** Up on every port but this. */
    private static FakeFamily.Check on(String port, OnPath check) {
        return (device, timeoutNanos, listener) -> {
            if (device.port().equals(port)) {
                check.check(device, listener);
            } else {
                listener.checked(CheckerState.UP, "");
            }
        };
    }

    private static Function<byte[], Reply> on(int opcode, Reply reply) {
        return cdb -> CdbFields.opcode(cdb) == opcode ? reply : FakeUnit.FALLBACK;
    }

    private static Function<byte[], Reply> page(Reply reply) {
        return cdb -> FakeFamily.asksForPage(cdb) ? reply : FakeUnit.FALLBACK;
    }

    private void whenReady(Reply reply) {
        unit.script = on(Opcode.TEST_UNIT_READY, reply);
    }

    private void awaitState(PathState.State state) {
        Await.until(path.name() + " " + state, () -> rig.plane.state(path.name()) == state, inventory::paths);
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.PathRank;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** How often a watch checks its path, in virtual time. */
class PathWatchPaceTest {
    private final VirtualReactor reactor = new VirtualReactor();
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
    private final FakePath path = new FakePath(reactor, "A0", 0, unit);
    private final List<CheckOutcome> checks = new ArrayList<>();
    private CheckTimes times = CheckTimes.DEFAULT.following(1, 4);
    private final PathWatch watch = new PathWatch(path, () -> times, new Counted());

    @BeforeEach
    void setUp() {
        watch.start(0.5);
        reactor.pass(20 * SECOND);
        checks.clear();
    }

    @Test
    void aQuietPathIsCheckedOnTheLongestInterval() {
        reactor.pass(40 * SECOND);
        assertThat(checks).hasSize(10).containsOnly(CheckOutcome.UP);
    }

    @Test
    void aBadPathIsCheckedOnTheShortestInterval() {
        whenReady(Reply.sense(SenseKey.NOT_READY, 0x04, 0x03));
        reactor.pass(10 * SECOND);
        checks.clear();
        reactor.pass(10 * SECOND);
        assertThat(checks).hasSize(10).extracting(CheckOutcome::state).containsOnly(CheckerState.DOWN);
        whenReady(FakeUnit.READY);
        reactor.pass(20 * SECOND);
        checks.clear();
        reactor.pass(40 * SECOND);
        assertThat(checks).hasSize(10);
    }

    @Test
    void aPathThatItsEngineFailedIsCheckedWithinTheShortestInterval() {
        for (int i = 0; i < 7; i++) {
            reactor.pass(20 * SECOND + i * 600 * MILLI);
            checks.clear();
            watch.hasten();
            reactor.pass(1_500 * MILLI);
            assertThat(checks).hasSizeBetween(1, 2);
        }
    }

    @Test
    void aPathWhoseLinkWentIsCheckedOnTheShortestIntervalWhenItIsBack() {
        path.cut("reset");
        path.heal();
        reactor.pass(0);
        reactor.pass(3_500 * MILLI);
        assertThat(checks).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aPathWhoseTransportHoldsWhatIsSentIsNotCheckedAndNotCondemned() {
        path.hold("reset");
        int sent = path.received.size();
        reactor.pass(60 * SECOND);
        assertThat(checks).isEmpty();
        assertThat(path.received).hasSize(sent);
        path.cut("reset");
        reactor.pass(4 * SECOND);
        assertThat(path.received.size()).as("the hold is over").isGreaterThan(sent);
    }

    @Test
    void aCheckThatIsHeldOnItsWayDecidesNothing() {
        whenReady(null);
        int sent = path.received.size();
        while (path.received.size() == sent) {
            reactor.pass(10 * MILLI);
        }
        path.hold("reset");
        reactor.pass(60 * SECOND);
        assertThat(checks).isEmpty();
    }

    @Test
    void anIntervalThatIsSetDoesNotGrow() {
        times = new CheckTimes(100, 50, 50);
        reactor.pass(20 * SECOND);
        checks.clear();
        reactor.pass(10 * SECOND);
        assertThat(checks).hasSize(100);
    }

    @Test
    void aWatchThatIsStoppedChecksNoMore() {
        watch.stop();
        watch.hasten();
        reactor.pass(60 * SECOND);
        assertThat(checks).isEmpty();
        assertThat(reactor.armedCount()).isZero();
    }

    private void whenReady(Reply reply) {
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY ? reply : FakeUnit.FALLBACK;
    }

    private final class Counted implements PathWatch.Reports {
        @Override
        public void probed(ProbeResult result, PathRank rank) {}

        @Override
        public void checked(CheckOutcome outcome, PathRank rank) {
            checks.add(outcome);
        }

        @Override
        public void identityLost(CheckOutcome outcome) {}

        @Override
        public void accessChanged() {}

        @Override
        public void capacityChanged() {}

        @Override
        public void unitsChanged() {}

        @Override
        public void sampled(long reads, long errors) {}
    }
}

package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.scsi.Cdb;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.MemoryStore;

class TaskManagementTest {
    private final Array array = SymmetricArray.create("lab", 2, 1);
    private Host first;
    private Host second;

    @BeforeEach
    void build() {
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(1, new MemoryStore(1 << 20));
        first = new Host(array.ports().get(0)).settled(0).settled(1);
        second = new Host(array.ports().get(1)).settled(0).settled(1);
    }

    private static Command write(int fill) {
        byte[] cdb = new byte[16];
        int length = Cdb.write(cdb, 0, 1, false);
        Command command = new Command();
        command.carry(cdb, length, ByteBuffer.wrap(Host.pattern(512, fill)), 0, 512, new byte[252]);
        return command;
    }

    @Test
    void aHeldCommandRunsWhenItIsResumed() {
        Command held = write(3);
        first.nexus.hold(0, held);
        assertThat(second.readBlocks(0, 0, 1)).containsOnly(0);

        assertThat(first.nexus.resume(held)).isTrue();
        assertThat(held.status()).isZero();
        assertThat(second.readBlocks(0, 0, 1)).isEqualTo(Host.pattern(512, 3));
    }

    @Test
    void aDetachedCommandWritesWhatItWasSentWith() {
        byte[] cdb = new byte[16];
        int length = Cdb.write(cdb, 0, 1, false);
        byte[] bytes = Host.pattern(512, 3);
        Command held = new Command();
        held.carry(cdb, length, ByteBuffer.wrap(bytes), 0, 512, new byte[252]);
        first.nexus.hold(0, held);

        held.detach(true);
        cdb[5] = 1;
        bytes[0] = 99;
        first.nexus.resume(held);

        assertThat(second.readBlocks(0, 0, 1)).isEqualTo(Host.pattern(512, 3));
        assertThat(second.readBlocks(0, 1, 1)).containsOnly(0);
    }

    @Test
    void abortTaskEndsOneHeldCommandAndNoOther() {
        Command aborted = write(3);
        Command other = write(4);
        first.nexus.hold(0, aborted);
        first.nexus.hold(0, other);

        first.nexus.abortTask(aborted);

        assertThat(first.nexus.resume(aborted)).isFalse();
        assertThat(first.nexus.resume(other)).isTrue();
        assertThat(second.readBlocks(0, 0, 1)).isEqualTo(Host.pattern(512, 4));
    }

    @Test
    void abortTaskOfACommandThatIsOverChangesNothing() {
        Command over = write(3);
        first.nexus.execute(0, over);
        first.nexus.abortTask(over);
        assertThat(over.state()).isEqualTo(Command.State.FREE);
        assertThat(second.readBlocks(0, 0, 1)).isEqualTo(Host.pattern(512, 3));
    }

    @Test
    void unitResetEndsTheTasksOfEveryNexus() {
        Command mine = write(3);
        Command theirs = write(4);
        second.nexus.hold(0, mine);
        first.nexus.hold(0, theirs);

        assertThat(second.nexus.resetUnit(0)).isTrue();

        assertThat(theirs.state()).isEqualTo(Command.State.ENDED);
        assertThat(first.nexus.resume(theirs)).isFalse();
        assertThat(second.nexus.resume(mine)).isFalse();
        assertThat(second.readBlocks(0, 0, 1)).containsOnly(0);
    }

    @Test
    void unitResetIsToldToTheOtherNexusesOnceAndLeavesOtherUnitsAlone() {
        Command elsewhere = write(4);
        first.nexus.hold(1, elsewhere);

        second.nexus.resetUnit(0);

        assertThat(second.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(first.testUnitReady(0).answer()).isEqualTo("06/29/03");
        assertThat(first.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(first.testUnitReady(1).answer()).isEqualTo("GOOD");
        assertThat(first.nexus.resume(elsewhere)).isTrue();
    }

    @Test
    void twoUnitResetsAreToldOnce() {
        second.nexus.resetUnit(0);
        second.nexus.resetUnit(0);
        assertThat(first.testUnitReady(0).answer()).isEqualTo("06/29/03");
        assertThat(first.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void aUnitThatIsNotThereCannotBeReset() {
        assertThat(first.nexus.resetUnit(9)).isFalse();
    }

    @Test
    void aNewLoginEndsTheOldNexusAndItsTasks() {
        Command held = write(3);
        first.nexus.hold(0, held);

        new Host(array.ports().get(0));

        assertThat(first.nexus.ended()).isTrue();
        assertThat(held.state()).isEqualTo(Command.State.ENDED);
    }

    @Test
    void theEndOfANexusLeavesTheTasksOfOthers() {
        Command held = write(3);
        second.nexus.hold(0, held);
        first.nexus.end();
        assertThat(second.nexus.resume(held)).isTrue();
        assertThat(array.ports().get(0).nexuses()).isEmpty();
    }
}

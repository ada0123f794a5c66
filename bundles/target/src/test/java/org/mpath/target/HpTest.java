package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.ReadCapacity;
import org.mpath.target.array.HpArray;
import org.mpath.target.store.MemoryStore;

/** Active/passive controllers: what the passive one refuses, and how all units come to it. */
class HpTest {
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] START = Host.cdb(6, 0x1b, 0, 0, 0, 1, 0);

    private final Array array = new HpArray().create("hp", 2, 2, Map.of());
    private final byte[] cdb = new byte[16];
    private Host a;
    private Host b;

    @BeforeEach
    void build() {
        for (int lun = 0; lun < 3; lun++) {
            array.addUnit(lun, new MemoryStore(1 << 20));
        }
        a = settled(0);
        b = settled(2);
    }

    private Host settled(int port) {
        return new Host(array.ports().get(port)).settled(0).settled(1).settled(2);
    }

    private List<String> ready(Host host) {
        return List.of(0, 1, 2).stream().map(lun -> host.testUnitReady(lun).answer()).toList();
    }

    @Test
    void saysWhoItIs() {
        Inquiry inquiry = Inquiry.parse(a.read(0, cdb, Cdb.inquiry(cdb, 96), 96));
        assertThat(inquiry.paddedVendor() + inquiry.paddedProduct()).isEqualTo("COMPAQ  MSA1000 VOLUME  ");
        assertThat(inquiry.tpgs()).isZero();
    }

    @Test
    void oneControllerHasAllUnitsAndTheOtherWantsToBeStarted() {
        assertThat(ready(a)).containsExactly("GOOD", "GOOD", "GOOD");
        assertThat(ready(b)).containsExactly("02/04/02", "02/04/02", "02/04/02");
    }

    @Test
    void thePassiveControllerRefusesTheMediumAndTellsAboutTheUnit() {
        b.readBlocks(0, 0, 1);
        assertThat(b.answer()).isEqualTo("02/04/02");
        assertThat(b.writeBlocks(0, 0, new byte[512]).answer()).isEqualTo("02/04/02");
        assertThat(b.send(0, cdb, Cdb.synchronizeCache(cdb)).answer()).isEqualTo("02/04/02");
        assertThat(ReadCapacity.parse16(b.read(0, cdb, Cdb.readCapacity16(cdb, 32), 32)).blocks()).isEqualTo(2048);
        b.read(0, cdb, Cdb.inquiryPage(cdb, 0x83, 252), 252);
        assertThat(b.answer()).isEqualTo("GOOD");
        b.read(0, cdb, Cdb.modeSense6(cdb, 0x08, 252), 252);
        assertThat(b.answer()).isEqualTo("GOOD");
    }

    @Test
    void startThroughOneUnitMovesAllOfThem() {
        assertThat(b.send(1, START, 6).answer()).isEqualTo("GOOD");
        assertThat(ready(b)).as("the asker needs no telling").containsExactly("GOOD", "GOOD", "GOOD");
        assertThat(ready(a)).as("a reset").containsExactly("06/29/00", "06/29/00", "06/29/00");
        assertThat(ready(a)).containsExactly("02/04/02", "02/04/02", "02/04/02");
    }

    @Test
    void startOfTheActiveControllerChangesNothing() {
        assertThat(a.send(0, START, 6).answer()).isEqualTo("GOOD");
        assertThat(ready(a)).containsExactly("GOOD", "GOOD", "GOOD");
    }

    @Test
    void stopChangesNothingAndPowerConditionsAreRefused() {
        assertThat(b.send(0, Host.cdb(6, 0x1b), 6).answer()).isEqualTo("GOOD");
        assertThat(b.send(0, Host.cdb(6, 0x1b, 0, 0, 0, 0x11), 6).answer()).isEqualTo("05/24/00");
        assertThat(b.send(0, Host.cdb(6, 0x1b, 0, 0, 0, 0x03), 6).answer()).isEqualTo("05/24/00");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("02/04/02");
    }

    @Test
    void whileTheUnitsMoveBothControllersSayThatTheyFailOver() {
        array.ownership().transitionNanos(5 * SECOND);
        Host other = settled(3);
        assertThat(b.send(0, START, 6).answer()).as("answered when the units are there").isEqualTo("none yet");
        assertThat(other.testUnitReady(1).answer()).isEqualTo("06/29/00");
        assertThat(other.testUnitReady(1).answer()).isEqualTo("02/04/03");
        assertThat(other.send(1, START, 6).answer()).isEqualTo("02/04/03");
        assertThat(a.testUnitReady(2).answer()).isEqualTo("06/29/00");
        assertThat(a.testUnitReady(2).answer()).isEqualTo("02/04/03");
        other.read(1, cdb, Cdb.inquiry(cdb, 96), 96);
        assertThat(other.answer()).isEqualTo("GOOD");
        array.agenda().advance(5 * SECOND);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(ready(b)).containsExactly("GOOD", "GOOD", "GOOD");
    }

    @Test
    void anImmediateStartIsAnsweredAtOnce() {
        array.ownership().transitionNanos(SECOND);
        assertThat(b.send(0, Host.cdb(6, 0x1b, 1, 0, 0, 1), 6).answer()).isEqualTo("GOOD");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("02/04/03");
        array.agenda().advance(SECOND);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void aStartThatAFailureOvertakesIsRefused() {
        array.ownership().transitionNanos(SECOND);
        Host other = new Host(array.ports().get(2), "other").settled(0);
        other.send(0, START, 6);
        array.maintenance().fail(array.controller("B"));
        assertThat(other.command.state()).as("its nexus ended with the controller").isEqualTo(Command.State.ENDED);
        array.agenda().advance(2 * SECOND);
        assertThat(ready(a)).containsExactly("06/29/00", "06/29/00", "06/29/00");
        assertThat(ready(a)).containsExactly("GOOD", "GOOD", "GOOD");
    }

    @Test
    void theOtherControllerTakesOverWhenOneFailsAndGivesBackWhenItReturns() {
        array.maintenance().fail(array.controller("A"));
        ready(b);
        assertThat(ready(b)).containsExactly("GOOD", "GOOD", "GOOD");
        array.maintenance().heal(array.controller("A"));
        ready(b);
        assertThat(ready(b)).containsExactly("02/04/02", "02/04/02", "02/04/02");
        assertThat(ready(settled(0))).containsExactly("GOOD", "GOOD", "GOOD");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void aNewUnitGoesWhereTheOthersAre(int lun) throws Exception {
        b.send(1, START, 6);
        array.removeUnit(0);
        array.addUnit(lun, new MemoryStore(1 << 20));
        assertThat(array.units()).allSatisfy(unit ->
                assertThat(unit.access().owner()).isSameAs(array.controller("B")));
    }

    @Test
    void anOperatorMovesAllUnitsWithOne() {
        array.ownership().transfer(Arrays.asList(array.unit(1)), array.controller("B"), null, 0, succeeded -> { });
        ready(b);
        assertThat(ready(b)).containsExactly("GOOD", "GOOD", "GOOD");
    }
}

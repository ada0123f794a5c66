package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.MapChange;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** Which units become maps, seen from outside. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FindMultipathsTest {
    private static final String WWID = "3" + Rig.UNITS[0];
    private static final String HELD_ON =
            "no map for unit " + WWID + ": it had none before, has one path only, and find_multipaths is on";
    private static final String HELD_STRICT =
            "no map for unit " + WWID + ": it had none before, and find_multipaths is strict";

    @TempDir
    Path directory;

    private Rig rig;
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static String mode(String mode) {
        return "defaults {\n find_multipaths " + mode + "\n}\n";
    }

    private static String smart(int timeoutSeconds) {
        return "defaults {\n find_multipaths smart\n find_multipaths_timeout " + timeoutSeconds + "\n}\n";
    }

    private void awaitMap(FakePath path) {
        Await.until("its map", () -> rig.seen(path).map().equals("mpatha"), () -> rig.seen(path));
        assertThat(rig.seen(path).reason()).isEmpty();
    }

    @Test
    void aSinglePathIsNoMapUntilTheSecondOneComes() throws Exception {
        rig.configuration = mode("on");
        FakePath first = rig.path("A0", 0, unit);
        rig.startSettled();
        assertThat(rig.seen(first).map()).isEmpty();
        assertThat(rig.seen(first).reason()).isEqualTo(HELD_ON);
        assertThat(directory.resolve("bindings")).as("a unit without map gets no name").doesNotExist();
        assertThat(directory.resolve("wwids")).doesNotExist();

        FakePath second = rig.path("B0", 0, unit);
        awaitMap(first);
        awaitMap(second);
        assertThat(rig.plane.verbs).containsExactly("create mpatha", "load mpatha");
        assertThat(Files.readString(directory.resolve("wwids"))).isEqualTo("/" + WWID + "/\n");
    }

    @Test
    void pathsOfDifferentUnitsAreNoTwoPaths() throws Exception {
        rig.configuration = mode("on");
        FakePath one = rig.path("A0", 0, unit);
        FakePath other = rig.path("B0", 0, new FakeUnit(Rig.UNITS[1]));
        rig.startSettled();
        assertThat(rig.plane.names()).isEmpty();
        assertThat(rig.seen(one).reason()).isEqualTo(HELD_ON);
        assertThat(rig.seen(other).reason()).contains(Rig.UNITS[1]);
    }

    @Test
    void aPathThatIsGoneAgainDoesNotCount() throws Exception {
        rig.configuration = mode("on");
        FakePath first = rig.path("A0", 0, unit);
        rig.startSettled();
        rig.transport.remove(first);
        rig.settle();
        FakePath second = rig.path("B0", 0, unit);
        rig.settle();
        assertThat(rig.seen(second).reason()).isEqualTo(HELD_ON);
        assertThat(rig.plane.verbs).isEmpty();
    }

    @Test
    void pathsThatTellNoSizeCountAsWell() throws Exception {
        rig.configuration = mode("on");
        FakeUnit passive = new FakeUnit(Rig.UNITS[0]);
        passive.script = cdb -> CdbFields.opcode(cdb) == Opcode.INQUIRY
                ? FakeUnit.FALLBACK : FakeUnit.Reply.sense(SenseKey.NOT_READY, 0x04, 0x0b);
        FakePath ghost = rig.path("A0", 0, passive);
        FakePath another = rig.path("A1", 0, passive);
        rig.startSettled();
        assertThat(List.of(rig.seen(ghost).reason(), rig.seen(another).reason()))
                .allMatch(reason -> reason.endsWith("no path has told the size of unit " + WWID + " yet"));
        FakePath active = rig.path("B0", 0, unit);
        rig.settle();
        awaitMap(active);
        assertThat(rig.seen(ghost).map()).isEqualTo("mpatha");
    }

    @Test
    void anotherUnitBehindTheSamePathWaitsAnew() throws Exception {
        rig.configuration = mode("smart\n find_multipaths_timeout 3600");
        FakePath path = rig.path("A0", 0, unit);
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(path).reason()).contains(Rig.UNITS[0]);
        unit.identity(Rig.UNITS[1]);
        inventory.rescan();
        rig.settle();
        assertThat(rig.seen(path).map()).isEmpty();
        assertThat(rig.seen(path).reason()).contains(Rig.UNITS[1]);
    }

    @Test
    void aUnitThatHadAMapOnceGetsItBackWithASinglePath() throws Exception {
        rig.configuration = mode("on");
        FakePath first = rig.path("A0", 0, unit);
        FakePath second = rig.path("B0", 0, unit);
        rig.startSettled();
        rig.transport.remove(first);
        rig.transport.remove(second);
        rig.settle();
        assertThat(rig.plane.names()).isEmpty();
        rig.close();

        rig = new Rig(directory);
        rig.configuration = mode("strict");
        FakePath back = rig.path("A0", 0, unit);
        rig.startSettled();
        awaitMap(back);
    }

    @Test
    void strictTakesWhatStandsInTheFileAfterARescan() throws Exception {
        rig.configuration = mode("strict");
        FakePath first = rig.path("A0", 0, unit);
        FakePath second = rig.path("B0", 0, unit);
        PathInventory inventory = rig.startSettled();
        assertThat(List.of(rig.seen(first).reason(), rig.seen(second).reason())).containsOnly(HELD_STRICT);
        Files.writeString(directory.resolve("wwids"), "/" + WWID + "/\n");
        inventory.rescan();
        awaitMap(first);
        awaitMap(second);
    }

    @Test
    void smartTakesASinglePathWhenTheTimeIsOver() throws Exception {
        rig.configuration = smart(1);
        FakePath path = rig.path("A0", 0, unit);
        long began = System.nanoTime();
        rig.startSettled();
        if (rig.seen(path).map().isEmpty()) { // else this machine stood still
            assertThat(rig.seen(path).reason()).isEqualTo(
                    "no map for unit " + WWID + ": it had none before, and find_multipaths smart waits 1 s for a second path");
        }
        awaitMap(path);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(1_000_000_000L);
    }

    @Test
    void smartTakesTwoPathsAtOnce() throws Exception {
        rig.configuration = smart(3600);
        FakePath first = rig.path("A0", 0, unit);
        rig.startSettled();
        assertThat(rig.seen(first).map()).isEmpty();
        rig.path("B0", 0, unit);
        awaitMap(first);
    }

    @Test
    void aHeldUnitBecomesAMapWhenTheModeChanges() throws Exception {
        rig.configuration = mode("strict");
        FakePath path = rig.path("A0", 0, unit);
        PathInventory inventory = rig.startSettled();
        assertThat(inventory.plan(Given.configuration(mode("on")))).isEmpty();
        assertThat(inventory.follow(Given.configuration(mode("on")), false)).isEmpty();
        Await.until("the other reason", () -> rig.seen(path).reason().equals(HELD_ON), () -> rig.seen(path));

        assertThat(inventory.plan(Given.configuration(mode("greedy")))).extracting(MapChange::kind, MapChange::map, MapChange::wwid)
                .containsExactly(tuple(MapChange.Kind.MADE, "mpatha", WWID));
        inventory.follow(Given.configuration(mode("greedy")), false);
        awaitMap(path);
    }

    @Test
    void aMapStaysWhenTheModeWouldMakeNoneNow() throws Exception {
        FakePath path = rig.path("A0", 0, unit);
        PathInventory inventory = rig.startSettled();
        assertThat(inventory.follow(Given.configuration(mode("strict")), false)).isEmpty();
        rig.settle();
        awaitMap(path);
    }

    @Test
    void aUnitThatIsNoMoreExcludedIsHeldBackLikeAnyOther() throws Exception {
        rig.configuration = mode("on") + "blacklist {\n wwid " + WWID + "\n}\n";
        FakePath path = rig.path("A0", 0, unit);
        PathInventory inventory = rig.startSettled();
        assertThat(rig.seen(path).reason()).startsWith("excluded by wwid");
        assertThat(inventory.plan(Given.configuration(mode("on")))).isEmpty();
        inventory.follow(Given.configuration(mode("on")), false);
        Await.until("the other reason", () -> rig.seen(path).reason().equals(HELD_ON), () -> rig.seen(path));
        inventory.follow(Given.configuration(rig.configuration), false);
        Await.until("the first reason", () -> rig.seen(path).reason().startsWith("excluded by wwid"), () -> rig.seen(path));
        assertThat(rig.plane.verbs).isEmpty();
    }

    @Test
    void mapsThatRunStayWhateverTheMode() throws Exception {
        FakePath path = rig.path("A0", 0, unit);
        rig.startSettled();
        Files.delete(directory.resolve("wwids"));
        rig.configuration = mode("strict");
        rig.start().bindTransport(rig.transport);
        rig.settle();
        awaitMap(path);
        assertThat(rig.plane.verbs).doesNotContain("remove mpatha");
    }

    @Test
    void holdingBackCostsNothingOnceItIsSaid() throws Exception {
        rig.configuration = mode("strict");
        for (int lun = 0; lun < 500; lun++) {
            rig.path("A0", lun, new FakeUnit("6" + "%031x".formatted(lun)));
        }
        rig.times = CheckTimes.DEFAULT;
        PathInventory inventory = rig.startSettled();
        assertThat(inventory.paths()).allMatch(path -> path.reason().contains("find_multipaths is strict"));
        assertThat(inventory.settled()).isTrue();
        FakePath further = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.settle();
        assertThat(rig.seen(further).reason()).isEqualTo(HELD_STRICT);
        assertThat(rig.plane.verbs).isEmpty();
    }
}

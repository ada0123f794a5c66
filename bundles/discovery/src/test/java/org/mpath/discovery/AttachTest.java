package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.map.ExportedMap;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.itests.support.Await;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;

/** The rules by which a path becomes one of a map (OpenBSD mpath 2011, seed-systems 1.3), and what a map is by its paths. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AttachTest {
    private static final int OTHER_FIELDS = 0;

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

    private static FakeUnit exported(String runtime) {
        FakeUnit unit = new FakeUnit(Rig.UNITS[1]);
        unit.identification = new DeviceIdentification(List.of(
                        Designator.naa(HexFormat.of().parseHex(Rig.UNITS[1])),
                        Designator.t10(ExportedMap.VENDOR, new ExportedMap(runtime, "mpathz").text())))
                .bytes();
        return unit;
    }

    private static byte[] limits(long mostBlocks) {
        return new BlockLimits(false, OTHER_FIELDS, OTHER_FIELDS, mostBlocks, OTHER_FIELDS, OTHER_FIELDS, OTHER_FIELDS,
                OTHER_FIELDS, OTHER_FIELDS)
                .bytes();
    }

    @Test
    void ourOwnMapIsNoPathHoweverItComesBack() throws Exception {
        FakePath own = rig.path("A0", 1, exported(Rig.RUNTIME));
        rig.startSettled();
        assertThat(rig.seen(own).map()).isEmpty();
        assertThat(rig.seen(own).reason())
                .isEqualTo("unit is our own map mpathz: its I/O would come back to it for ever");
        assertThat(rig.plane.names()).isEmpty();
    }

    @Test
    void theMapOfAnotherRuntimeIsAUnitLikeAnyOther() throws Exception {
        FakePath other = rig.path("A0", 1, exported("another"));
        rig.startSettled();
        assertThat(rig.seen(other).map()).isEqualTo("mpatha");
    }

    @Test
    void aPathThatTurnsIntoOurOwnMapIsTakenOut() throws Exception {
        FakePath path = rig.path("A0", 0, unit);
        rig.startSettled();
        path.unit = exported(Rig.RUNTIME);
        path.cut("another cable");
        path.heal();
        Await.until("out of the map", () -> rig.seen(path).map().isEmpty(), () -> rig.seen(path));
        assertThat(rig.seen(path).reason()).contains("our own map");
    }

    @Test
    void aPathsNameLeadsToItsMapAndAnyOtherNameToItself() throws Exception {
        FakePath path = rig.path("A0", 0, unit);
        FakePath none = rig.path("A0", 1, exported(Rig.RUNTIME));
        PathInventory inventory = rig.startSettled();
        assertThat(inventory.mapOf(path.name())).isEqualTo("mpatha");
        assertThat(inventory.mapOf("sda")).isEqualTo("sda");
        assertThat(inventory.mapOf(none.name())).as("in no map").isEqualTo(none.name());
    }

    @Test
    void theShortestTransferOfAllPathsIsTheMaps() throws Exception {
        unit.limits = limits(512);
        rig.path("A0", 0, unit);
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").unit.limits().maxTransferBlocks()).isEqualTo(512);

        FakeUnit narrow = new FakeUnit(Rig.UNITS[0]);
        narrow.limits = limits(256);
        FakePath path = rig.path("B0", 0, narrow);
        rig.settle();
        assertThat(rig.plane.verbs).as("before the path is used")
                .containsSubsequence("limits mpatha 256", "load mpatha");
        assertThat(rig.plane.loaded("mpatha").unit.limits().maxTransferBlocks()).isEqualTo(256);

        rig.transport.remove(path);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").unit.limits().maxTransferBlocks()).isEqualTo(512);
    }

    @Test
    void aFamilyHasArraysThatAreGroupedOtherwise() throws Exception {
        FakeFamily family = new FakeFamily("alua");
        family.defaultsOfPath = path -> path.lun() == 0
                ? ArrayDefaults.SYMMETRIC
                : new ArrayDefaults(Grouping.FAILOVER, "round-robin", List.of(), List.of(), -1);
        rig.plane.handlers = List.of("alua");
        for (String port : List.of("A0", "B0")) {
            rig.path(port, 0, unit);
            rig.path(port, 1, new FakeUnit(Rig.UNITS[1]));
        }
        PathInventory inventory = rig.start();
        rig.bindHandler(family, 1);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).endsWith(" 1 alua 1 1 round-robin 0 2 1 lab:A0/0 1 lab:B0/0 1");
        assertThat(rig.plane.table("mpathb"))
                .endsWith(" 1 alua 2 1 round-robin 0 1 1 lab:A0/1 1 round-robin 0 1 1 lab:B0/1 1");
    }
}

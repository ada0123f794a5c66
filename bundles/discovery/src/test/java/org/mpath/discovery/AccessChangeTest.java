package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.map.MapEvent;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SenseKey;

/** The unit attention that access states changed. The interval is too long to matter. */
class AccessChangeTest {
    private static final Reply CHANGED = Reply.sense(SenseKey.UNIT_ATTENTION, 0x2a, 0x06);

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    private final List<FakeUnit> units = new ArrayList<>();
    private final List<FakePath> paths = new ArrayList<>();
    private FakePath elsewhere;
    private final FakeFamily family = new FakeFamily("alua").ranksByPort().with(Grouping.GROUP_BY_PRIO, 0);

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.times = new CheckTimes(60_000, 500, 500);
        rig.plane.handlers = List.of("alua", "rdac");
        for (int lun = 0; lun < 2; lun++) {
            FakeUnit unit = new FakeUnit(Rig.UNITS[lun]);
            units.add(unit);
            paths.add(rig.path("A0", lun, unit));
            paths.add(rig.path("B0", lun, unit));
        }
        elsewhere = rig.path("Z0", 2, new FakeUnit(Rig.UNITS[2]));
        family.ranks.put("A0", FakeFamily.OPTIMIZED);
        family.ranks.put("B0", FakeFamily.NON_OPTIMIZED);
        inventory = rig.start();
        rig.bindHandler(family, 1);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rankings()).containsExactly(1, 1, 1, 1, 1);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private List<Integer> rankings() {
        return List.of(family.rankings(paths.get(0)), family.rankings(paths.get(1)), family.rankings(paths.get(2)),
                family.rankings(paths.get(3)), family.rankings(elsewhere));
    }

    private void awaitNewGroups() {
        Await.until("both maps", () -> rig.plane.table("mpatha").contains("2 1 round-robin 0 1 1 lab:B0/0")
                && rig.plane.table("mpathb").contains("2 1 round-robin 0 1 1 lab:B0/1"), rig.plane::maps);
    }

    @Test
    void whatIoHeardHasEveryPathToThatArrayRankedOnceAndEachMapLoadedOnce() throws Exception {
        family.ranks.put("A0", FakeFamily.NON_OPTIMIZED);
        family.ranks.put("B0", FakeFamily.OPTIMIZED);
        MapEvent heard = new MapEvent(1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:A0/0", "active", "failed",
                "UNIT ATTENTION 06/2a/06 asymmetric access state changed");
        inventory.mapEvent(heard);
        awaitNewGroups();
        inventory.mapEvent(heard);
        inventory.mapEvent(new MapEvent(2, 0, MapEvent.Kind.GROUP_BYPASSED, "mpathb", "", "", "group 1", heard.reason()));
        rig.settle();
        rig.passReactor();
        rig.settle();
        assertThat(rankings()).as("the other array is not asked").containsExactly(2, 2, 2, 2, 1);
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(2);
        assertThat(rig.plane.loaded("mpathb").loads).isEqualTo(2);
    }

    @Test
    void whatACheckHeardDoesTheSame() throws Exception {
        units.get(1).script = cdb -> {
            if (CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY) {
                units.get(1).script = next -> FakeUnit.FALLBACK;
                return CHANGED;
            }
            return FakeUnit.FALLBACK;
        };
        inventory.rescan(); // one check of each, of which one hears it
        Await.until("one more of each at that array", () -> rankings().equals(List.of(3, 3, 3, 3, 2)), this::rankings);
        rig.passReactor();
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(1);
    }

    @Test
    void aPathThatAnotherFamilyThanItsOwnRanksIsRankedAnewToo() throws Exception {
        family.claims = path -> false;
        rig.configuration = "defaults {\n prio alua\n}\n";
        inventory = rig.start();
        rig.bindHandler(new FakeFamily("rdac"), 2);
        rig.bindHandler(family, 3);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.seen(paths.get(0)).family()).isEqualTo("rdac");
        assertThat(rankings()).containsExactly(2, 2, 2, 2, 2);
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:A0/0", "active", "failed",
                "UNIT ATTENTION 06/2a/06 asymmetric access state changed"));
        Await.until("one more of each at that array", () -> rankings().equals(List.of(3, 3, 3, 3, 2)), this::rankings);
    }

    @Test
    void otherEventsHaveNobodyAsked() throws Exception {
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:A0/0", "active", "failed",
                "UNIT ATTENTION 06/29/00 power on, reset, or bus device reset occurred"));
        inventory.mapEvent(new MapEvent(2, 0, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:none/9", "active", "failed",
                "UNIT ATTENTION 06/2a/06 asymmetric access state changed"));
        inventory.rescan();
        rig.settle();
        Await.until("the rescan", () -> family.rankings(elsewhere) == 2, this::rankings);
        rig.passReactor();
        assertThat(rankings()).containsExactly(2, 2, 2, 2, 2);
    }
}

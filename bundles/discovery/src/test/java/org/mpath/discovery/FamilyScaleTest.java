package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.map.MapEvent;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.support.Await;

/** Many units of one array: what is done grows with the paths, and no faster. */
class FamilyScaleTest {
    private static final String[] PORTS = {"A0", "A1", "B0", "B1"};
    private static final String LAST = "6024d50000000000%016x";
    /** Four times the units; what is more is for a machine that has other things to do. */
    private static final int FACTOR_MAX = 12;
    private static final int ROUNDS_MAX = 3;

    @TempDir
    Path directory;

    /**
     * What it took.
     *
     * @param discoveryNanos from the first path to all maps
     * @param failoverNanos from the news that the other controller owns everything to all new tables
     */
    private record Took(long discoveryNanos, long failoverNanos) {
        Took least(Took other) {
            return new Took(Math.min(discoveryNanos, other.discoveryNanos), Math.min(failoverNanos, other.failoverNanos));
        }

        boolean isWithin(Took bound) {
            return discoveryNanos < FACTOR_MAX * bound.discoveryNanos && failoverNanos < FACTOR_MAX * bound.failoverNanos;
        }
    }

    @Test
    void aThousandUnitsTakeFourTimesAsLongAsAQuarterOfThem() throws Exception {
        take(100); // warms up
        Took few = take(250);
        Took many = take(1_000);
        for (int round = 1; round < ROUNDS_MAX && !many.isWithin(few); round++) { // other work on the machine hits one of the two
            few = few.least(take(250));
            many = many.least(take(1_000));
        }
        assertThat(many.isWithin(few)).as("250: " + few + ", 1000: " + many).isTrue();
    }

    private Took take(int units) throws Exception {
        try (Rig rig = new Rig(Files.createTempDirectory(directory, "of" + units))) {
            rig.times = new CheckTimes(60_000, 10_000, 10_000);
            rig.plane.handlers = List.of("alua");
            FakeFamily family = new FakeFamily("alua").ranksByPort().with(Grouping.GROUP_BY_PRIO, 0);
            ranks(family, "A", "B");
            List<FakePath> paths = new ArrayList<>();
            for (int lun = 0; lun < units; lun++) {
                FakeUnit unit = new FakeUnit(String.format(LAST, lun + 1));
                for (String port : PORTS) {
                    paths.add(rig.path(port, lun, unit));
                }
            }
            PathInventory inventory = rig.start();
            rig.bindHandler(family, 1);
            long began = System.nanoTime();
            inventory.bindTransport(rig.transport);
            rig.settle();
            long discovered = System.nanoTime();
            assertThat(rig.plane.verbs).as("one creation and one table each").hasSize(2 * units);
            assertThat(paths).allMatch(path -> family.rankings(path) == 1);

            ranks(family, "B", "A");
            inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:A0/0", "", "", "06/2A/06"));
            Await.until("new tables", () -> rig.plane.verbs.size() >= 3 * units, rig.plane.verbs::size);
            rig.settle();
            long failedOver = System.nanoTime();
            assertThat(rig.plane.verbs).as("one new table each").hasSize(3 * units);
            assertThat(paths).allMatch(path -> family.rankings(path) <= 3);
            return new Took(discovered - began, failedOver - discovered);
        }
    }

    private static void ranks(FakeFamily family, String optimized, String other) {
        for (int port = 0; port < 2; port++) {
            family.ranks.put(optimized + port, new PathRank(50, optimized.charAt(0), "active/optimized"));
            family.ranks.put(other + port, new PathRank(10, other.charAt(0), "active/non-optimized"));
        }
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.CheckerState;
import org.mpath.itests.support.Await;

/** One path among thousands answers nothing at all: nobody waits for it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BlackHoleTest {
    private static final int UNITS = 1_000;
    private static final int HOLE = 4 * 500 + 2;
    /** Commands have so much time that whoever waits for one is found out. */
    private static final int TIMEOUT_MILLIS = 60_000;

    @TempDir
    Path directory;

    @Test
    void othersAreMappedAsSoonAsWithoutIt() throws Exception {
        mapped(false); // warms up
        long without = mapped(false);
        long with = mapped(true);
        assertThat(with)
                .as("ms until the other maps are there, without it %d ms", TimeUnit.NANOSECONDS.toMillis(without))
                .isLessThan(4 * without + TimeUnit.SECONDS.toNanos(5));
    }

    /** How long it takes until all other paths are in their maps. */
    private long mapped(boolean hole) throws Exception {
        try (Rig rig = new Rig(Files.createTempDirectory(directory, "rig"))) {
            rig.times = new CheckTimes(1_000, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            Fabric fabric = new Fabric(rig.reactor, UNITS);
            if (hole) {
                swallow(fabric);
            }
            fabric.addTo(rig.transport);
            int expected = fabric.paths.size() - (hole ? 1 : 0);
            long began = System.nanoTime();
            PathInventory inventory = rig.start();
            inventory.bindTransport(rig.transport);
            Await.until(expected + " placed paths", () -> placed(inventory) == expected, () -> placed(inventory));
            assertThat(rig.plane.names().split(" ")).hasSize(UNITS);
            assertThat(inventory.settled()).isEqualTo(!hole);
            return System.nanoTime() - began;
        }
    }

    private static FakePath swallow(Fabric fabric) {
        FakePath hole = fabric.paths.get(HOLE);
        FakeUnit silent = Fabric.unit((int) hole.lun());
        silent.script = cdb -> null;
        hole.unit = silent;
        return hole;
    }

    private static long placed(PathInventory inventory) {
        return inventory.paths().stream().filter(path -> !path.map().isEmpty()).count();
    }

    @Test
    void aPlacedOneDelaysNeitherChecksNorRescanNorConfigurationNorTheEnd() throws Exception {
        try (Rig rig = new Rig(Files.createTempDirectory(directory, "rig"))) {
            rig.times = new CheckTimes(1_000, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            Fabric fabric = new Fabric(rig.reactor, UNITS);
            fabric.addTo(rig.transport);
            PathInventory inventory = rig.startSettled();
            FakePath hole = swallow(fabric);
            int swallowed = hole.received.size();
            Await.until("a check that is not answered", () -> hole.received.size() > swallowed, hole.received::size);

            othersAreChecked(fabric);
            rescanned(rig, inventory, fabric);
            long began = System.nanoTime();
            inventory.follow(Given.configuration("overrides {\n path_grouping_policy failover\n}\n"), false);
            inventory.stop();
            assertThat(System.nanoTime() - began).as("time of another configuration and the end")
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS / 2));
            assertThat(rig.plane.table("mpatha")).contains(" 4 1 round-robin 0 1 1 lab:");
            assertThat(rig.seen(hole).checker()).as("it has not been given up yet").isEqualTo(CheckerState.UP);
            assertThat(hole.received).as("one command and no more").hasSize(swallowed + 1);
        }
    }

    private static void othersAreChecked(Fabric fabric) {
        List<Integer> before = fabric.paths.stream().map(path -> path.received.size()).toList();
        Await.until("three more checks of all others", () -> {
            for (int i = 0; i < before.size(); i++) {
                if (i != HOLE && fabric.paths.get(i).received.size() < before.get(i) + 3) {
                    return false;
                }
            }
            return true;
        }, () -> "of 4000 paths");
    }

    private static void rescanned(Rig rig, PathInventory inventory, Fabric fabric) throws Exception {
        List<Integer> before = fabric.paths.stream().map(path -> path.received.size()).toList();
        inventory.rescan();
        rig.settle();
        Await.until("all others to be identified again", () -> {
            for (int i = 0; i < before.size(); i++) {
                FakePath path = fabric.paths.get(i);
                if (i != HOLE && !path.received.subList(before.get(i), path.received.size()).contains("12")) {
                    return false;
                }
            }
            return true;
        }, () -> "of 4000 paths");
    }
}

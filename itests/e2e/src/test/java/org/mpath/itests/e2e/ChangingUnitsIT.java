package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.TgtdTarget;

/**
 * The units of a real target change behind maps in use: they come, grow, shrink, and are swapped for volumes of somebody else on
 * the same number, with a word, without one, and while portals come and go. Nothing that is written through a map reaches another
 * volume, which its content proves, and nothing is lost. tgtd says little: REPORTED LUNS DATA HAS CHANGED to the neighbours of a
 * unit that is made or deleted, nothing to the unit that takes the number of another one, and nothing when a unit is renamed or
 * gets another file.
 */
class ChangingUnitsIT {
    private static final int MEBIBYTE = 1 << 20;
    private static final int PATHS = 4;
    private static final int PATHS_EACH = 2;
    /** One unit of every array is left out, and SCRATCH whole. */
    private static final int MAPS = 3 * (FourArrays.UNITS - 1);

    private static final String DATA = FourArrays.wwid("DATA", 0);
    private static final String LOGS = FourArrays.wwid("LOGS", 0);

    private static final String CONFIGURATION = """
            defaults {
                path_selector "round-robin 0"
                polling_interval 1
                max_polling_interval 2
                auto_resize grow_only
            }
            blacklist {
                wwid "7$"
                device {
                    vendor MPATH
                    product "^SCRATCH"
                }
                device {
                    vendor IET
                    product ".*"
                }
            }
            devices {
                device {
                    vendor MPATH
                    product "^LOGS"
                    path_grouping_policy group_by_node_name
                }
                device {
                    vendor MPATH
                    product "^COPY"
                    recheck_wwid yes
                }
            }
            overrides {
                no_path_retry queue
            }
            multipaths {
                multipath {
                    wwid %s
                    alias data
                    path_grouping_policy failover
                }
                multipath {
                    wwid %s
                    alias logs
                }
            }
            """.formatted(DATA, LOGS);

    private FourArrays arrays;
    private RunningMpath mpath;
    private VerifiedIo data;
    private VerifiedIo logs;

    @Test
    void nothingReachesAVolumeItWasNotMeantForAndNothingIsLost() throws Exception {
        Programs.need("fio", "fio");
        Programs.need("nbdcopy", "libnbd-bin");
        try (FourArrays four = new FourArrays()) {
            arrays = four;
            Path etc = Files.createDirectories(arrays.home.resolve("etc"));
            Files.writeString(etc.resolve("multipath.conf"), CONFIGURATION);
            try (RunningMpath running = new RunningMpath(arrays.home, arrays.configuration())) {
                mpath = running;
                MapShape.awaitAll(mpath, MAPS, PATHS);
                data = VerifiedIo.start(mpath, "data");
                logs = VerifiedIo.start(mpath, "logs");
                aUnitThatIsAddedGetsAMapByItself();
                aUnitGrowsAndShrinksInSilence();
                aUnitGoesAndReturnsLarger();
                aUnitIsSwappedUnderWrites();
                idlePathsAreSwapped(1, false);
                idlePathsAreSwapped(2, true);
                aUnitIsRenamedInSilence();
                finish();
            }
        }
    }

    private void finish() throws Exception {
        data.awaitMoreWrites();
        logs.awaitMoreWrites();
        data.finishWithoutError();
        logs.finishWithoutError();
    }

    private MapShape map(String wwid) throws Exception {
        return MapShape.all(mpath).get(wwid);
    }

    private void awaitSize(String wwid, long mebibytes) {
        Await.until("a size of " + mebibytes + " MiB", RunningMpath.LIMIT, () -> map(wwid),
                map -> map.sizeBytes() == mebibytes * MEBIBYTE && map.activePaths() == PATHS && map.totalPaths() == PATHS);
    }

    /** I/O on its neighbours hears of it. */
    private void aUnitThatIsAddedGetsAMapByItself() throws Exception {
        arrays.add("LOGS", FourArrays.UNITS);
        MapShape.await(mpath, FourArrays.wwid("LOGS", FourArrays.UNITS), PATHS);
        assertThat(map(FourArrays.wwid("LOGS", FourArrays.UNITS)).groups()).as("as the file says").isEqualTo(2);
    }

    private void aUnitGrowsAndShrinksInSilence() throws Exception {
        reopen("DATA", 80);
        mpath.shell("mpath:rescan").ok();
        awaitSize(DATA, 80);
        reopen("DATA", 72);
        mpath.shell("mpath:rescan").ok();
        Await.until("what to do", RunningMpath.LIMIT, () -> mpath.shell("mpath:paths").ok(), paths -> paths.contains(
                "size changed from 163840 to 147456 blocks; auto_resize is grow_only: mpath:resize data"));
        awaitSize(DATA, 80);
        mpath.shell("mpath:resize data").ok();
        awaitSize(DATA, 72);
        data.awaitMoreWrites();
    }

    private void reopen(String product, long mebibytes) throws Exception {
        for (TgtdTarget target : arrays.targets(product)) {
            target.reopen(1, product + 0, mebibytes * MEBIBYTE);
        }
    }

    private void aUnitGoesAndReturnsLarger() throws Exception {
        for (int id = 1; id <= arrays.targets("LOGS").size(); id++) {
            arrays.resize("LOGS", 0, id, 96L * MEBIBYTE);
        }
        awaitSize(LOGS, 96);
        logs.awaitMoreWrites();
    }

    private void aUnitIsSwappedUnderWrites() throws Exception {
        OtherVolume other = OtherVolume.of(arrays, 0, 0);
        for (TgtdTarget target : arrays.targets("LOGS")) {
            target.removeUnit(1);
        }
        awaitWaiting(logs, LOGS);
        for (int id = 1; id <= arrays.targets("LOGS").size(); id++) {
            arrays.put("LOGS", 0, id, other);
        }
        // a person asks again while paths still find out that their unit is another one
        Await.until("a map of the other volume", RunningMpath.LIMIT, () -> {
            mpath.shell("mpath:rescan").ok();
            return map(other.wwid());
        }, map -> map != null && map.activePaths() == PATHS);
        assertReadsAs(other);
        for (int id = 1; id <= arrays.targets("LOGS").size(); id++) {
            arrays.swapBack("LOGS", 0, id);
        }
        MapShape.await(mpath, LOGS, PATHS);
        logs.awaitMoreWrites();
        other.assertUntouched();
        assertThat(map(other.wwid())).as("the map of the other volume went with it").isNull();
    }

    /** Its client waits, as the file has it. */
    private void awaitWaiting(VerifiedIo io, String wwid) throws Exception {
        Await.until("no path", RunningMpath.LIMIT, () -> map(wwid), map -> map.activePaths() == 0);
        Await.until("waiting requests", RunningMpath.LIMIT, () -> (Integer) io.attribute("QueuedRequests"), queued -> queued > 0);
        assertThat(io.running()).isTrue();
    }

    private void assertReadsAs(OtherVolume volume) throws Exception {
        Path copy = mpath.home().resolve("copy");
        Programs.run(Duration.ofSeconds(20), "nbdcopy", mpath.uri(map(volume.wwid()).name()), copy.toString()).ok();
        volume.assertHolds(copy);
    }

    /**
     * Where no I/O goes the swap may be over before anything asks the number; then those paths would be all that is left.
     *
     * @param cut whether one of the two portals that lead there is cut meanwhile, and only the other one sees no gap
     */
    private void idlePathsAreSwapped(int number, boolean cut) throws Exception {
        mpath.shell("mpath:switch-group data 1").ok();
        OtherVolume other = OtherVolume.of(arrays, number, 0);
        if (cut) {
            arrays.proxies.get(PATHS_EACH).gone();
        }
        arrays.swap("DATA", 0, 2, other);
        arrays.proxies.get(PATHS_EACH).heal();
        MapShape.await(mpath, DATA, PATHS_EACH);
        arrays.proxies.get(0).gone();
        arrays.proxies.get(1).gone();
        awaitWaiting(data, DATA);
        arrays.proxies.get(0).heal();
        arrays.proxies.get(1).heal();
        data.awaitMoreWrites();
        arrays.swapBack("DATA", 0, 2);
        MapShape.await(mpath, DATA, PATHS);
        other.assertUntouched();
    }

    /** With recheck_wwid it is found by the next check; a neighbour without it goes on until a person asks. */
    private void aUnitIsRenamedInSilence() throws Exception {
        OtherVolume copy = OtherVolume.of(arrays, 3, 1);
        OtherVolume log = OtherVolume.of(arrays, 4, 1);
        renamed("LOGS", log);
        renamed("COPY", copy);
        MapShape.await(mpath, copy.wwid(), PATHS);
        Map<String, MapShape> maps = MapShape.all(mpath);
        assertThat(maps).containsKey(FourArrays.wwid("LOGS", 1)).doesNotContainKeys(FourArrays.wwid("COPY", 1), log.wwid());
        mpath.shell("mpath:rescan").ok();
        MapShape.await(mpath, log.wwid(), PATHS);
        copy.assertUntouched();
    }

    private void renamed(String product, OtherVolume volume) throws Exception {
        for (TgtdTarget target : arrays.targets(product)) {
            target.reopen(2, volume.name(), volume.bytes());
            target.rename(2, volume.wwid().substring(1), volume.name());
        }
    }
}

package org.mpath.discovery;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.PathState;
import org.mpath.itests.support.Await;

/** How often paths are checked when multipath.conf says it: so seldom that a test that waits for a check fails. */
class ConfiguredPaceTest {
    private static final String SELDOM = "defaults {\n polling_interval 3600\n}\n";

    @TempDir
    Path directory;

    private Rig rig;
    private FakePath path;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.times = new CheckTimes(0, 100, 150);
        path = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void anotherIntervalOfTheFileCountsAtOnce() throws Exception {
        rig.configuration = SELDOM;
        inventory = rig.startSettled();
        inventory.follow(Given.configuration("defaults {\n polling_interval 1\n}\n"), false);
        int before = path.received.size();
        Await.until("two checks", () -> path.received.size() >= before + 2, () -> path.received);
    }

    /** The new interval counts from the next check, which is an hour away. */
    @Test
    void aPathThatItsEngineFailedIsAskedAfterTheShortestInterval() throws Exception {
        rig.configuration = SELDOM;
        inventory = rig.startSettled();
        rig.times = Rig.FAST;
        rig.reconfigure();
        rig.plane.fail(path.name());
        inventory.mapEvent(new MapEvent(1, 0, MapEvent.Kind.PATH_FAILED, "mpatha", path.name(), "active", "failed", "error"));
        Await.until("its reinstatement", () -> rig.plane.state(path.name()) == PathState.State.ACTIVE, inventory::paths);
    }
}

package org.mpath.planes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpath.planes.PlanesRig.MAP;
import static org.mpath.planes.PlanesRig.WWID;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapPlane;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapLease;
import org.mpath.api.map.MapState;

/** The real engine with paths of the lab, and a plane in memory: which map runs where, and what moving one does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AnyPlaneTest {
    private static final MapException REFUSED = new MapException(Code.INVALID, "map mpatha: the kernel refuses the table: nonsense");

    @TempDir
    Path state;

    private PlanesRig rig;

    @BeforeEach
    void setUp() throws Exception {
        rig = new PlanesRig(state, "core");
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static ControlException.Code code(Throwable failure) {
        return ((ControlException) failure).code();
    }

    private void assertInCoreAtWork() {
        assertThat(rig.plane.placements()).extracting(MapPlane::plane).containsExactly("core");
        assertThat(rig.core.stateOf(MAP).condition()).isEqualTo(MapState.Condition.ACTIVE);
        assertThat(rig.kernel.units).isEmpty();
        assertThat(rig.read().join().status).isZero();
    }

    @Test
    void newMapsRunInTheDefaultPlane() {
        rig.map();
        assertThat(rig.plane.placements()).containsExactly(new MapPlane(MAP, WWID, "core", false));
        assertThat(rig.plane.maps()).extracting(MapState::name).containsExactly(MAP);
        assertInCoreAtWork();
    }

    @Test
    void verbsGoToThePlaneThatTheMapIsOn() throws Exception {
        rig.start(state, "dm");
        rig.map();
        rig.plane.message(MAP, "queue_if_no_path");
        assertThat(rig.kernel.calls).containsExactly("create mpatha", "load mpatha", "message mpatha queue_if_no_path");
        assertThat(rig.plane.table(MAP)).isEqualTo(rig.table());
        assertThat(rig.plane.status(MAP)).isEqualTo("status of mpatha");
        assertThat(rig.core.maps()).isEmpty();
        rig.plane.remove(MAP);
        assertThat(rig.plane.maps()).isEmpty();
        assertThatThrownBy(() -> rig.plane.message(MAP, "queue_if_no_path")).hasMessage("no map mpatha");
    }

    @Test
    void movesAMapWithItsTableItsFailedPathsAndItsTimeout() {
        rig.map();
        String failed = rig.lab.paths().iterator().next().name();
        rig.plane.failPath(MAP, failed, "by hand");
        rig.plane.policy(MAP, policy -> policy.with("no_path_timeout", "1234"));
        rig.plane.choose(MAP, "dm");
        assertThat(rig.plane.placements()).containsExactly(new MapPlane(MAP, WWID, "dm", true));
        assertThat(rig.kernel.calls).containsExactly("create mpatha", "load mpatha", "message mpatha fail_path " + failed);
        assertThat(rig.kernel.policy(MAP).noPathTimeoutMillis()).isEqualTo(1234);
        assertThat(rig.core.maps()).isEmpty();
        assertThat(rig.services).isEmpty();

        rig.plane.choose(MAP, "core");
        assertThat(rig.plane.placements()).containsExactly(new MapPlane(MAP, WWID, "core", true));
        assertInCoreAtWork();
        assertThat(rig.plane.policy(MAP).noPathTimeoutMillis()).isEqualTo(1234);
    }

    @Test
    void aMapInUseStaysAndSaysWhoUsesIt() {
        rig.map();
        MapLease lease = rig.services.get(0).lease("nbd 127.0.0.1:40312");
        assertThatThrownBy(() -> rig.plane.choose(MAP, "dm"))
                .hasMessageContaining("it is used by nbd 127.0.0.1:40312")
                .satisfies(failure -> assertThat(code(failure)).isEqualTo(ControlException.Code.BUSY));
        assertInCoreAtWork();
        lease.close();
        rig.plane.choose(MAP, "dm");
        rig.kernel.users = List.of("mount /srv");
        assertThatThrownBy(() -> rig.plane.choose(MAP, "core")).hasMessageContaining("it is used by mount /srv");
        assertThat(rig.core.maps()).isEmpty();
    }

    @Test
    void whatIsRefusedAnywhereLeavesTheMapAtWorkWhereItWas() {
        rig.map();
        for (String verb : List.of("create", "load")) {
            rig.kernel.refusals.clear();
            rig.kernel.refusals.put(verb, REFUSED);
            assertThatThrownBy(() -> rig.plane.choose(MAP, "dm"))
                    .hasMessage(REFUSED.getMessage())
                    .satisfies(failure -> assertThat(code(failure)).isEqualTo(ControlException.Code.REFUSED));
            assertInCoreAtWork();
        }
        assertThat(rig.plane.placements()).extracting(MapPlane::chosen).containsExactly(false);
    }

    @Test
    void whatCannotLeaveThePlaneItIsOnIsNotOnBoth() {
        rig.map();
        rig.plane.choose(MAP, "dm");
        rig.kernel.calls.clear();
        rig.kernel.refusals.put("remove", new MapException(Code.BUSY, "map mpatha is in use by device dm-7"));
        assertThatThrownBy(() -> rig.plane.choose(MAP, "core")).hasMessageContaining("in use by device dm-7");
        assertThat(rig.kernel.calls).containsExactly("suspend mpatha", "remove mpatha", "resume mpatha");
        assertThat(rig.core.maps()).isEmpty();
        assertThat(rig.services).isEmpty();
        assertThat(rig.plane.placements()).extracting(MapPlane::plane).containsExactly("dm");
    }

    @Test
    void aSuspendedMapStays() {
        rig.map();
        rig.plane.suspend(MAP, false);
        assertThatThrownBy(() -> rig.plane.choose(MAP, "dm")).hasMessage("map mpatha is suspended: resume it before it moves");
        rig.plane.resume(MAP);
        assertInCoreAtWork();
    }

    @Test
    void theChoiceIsKeptForTheUnitAcrossRestarts() throws Exception {
        rig.map();
        rig.plane.choose(MAP, "dm");
        assertThat(Files.readString(state.resolve("planes"))).isEqualTo("dm " + WWID + "\n");
        rig.plane.remove(MAP);
        rig.start(state, "core");
        rig.plane.create("other", PlanesRig.unit());
        assertThat(rig.plane.placements()).containsExactly(new MapPlane("other", WWID, "dm", true));
    }

    @Test
    void mapsThatAPlaneHasAlreadyAreFoundThere() throws Exception {
        rig.kernel.create(MAP, PlanesRig.unit());
        rig.kernel.load(MAP, "0 2048 multipath 0 0 1 1 round-robin 0 1 1 8:0 1");
        rig.start(state, "core");
        assertThat(rig.plane.maps()).extracting(MapState::name).containsExactly(MAP);
        assertThat(rig.plane.placements()).extracting(MapPlane::plane).containsExactly("dm");
        assertThatThrownBy(() -> rig.plane.create(MAP, PlanesRig.unit())).hasMessage("map mpatha exists already");
        rig.plane.resume(MAP);
        assertThat(rig.kernel.calls).contains("resume mpatha");
    }

    @Test
    void withoutAKernelPlaneAMapThatIsToRunThereIsRefused() throws Exception {
        rig.map();
        rig.plane.unbindKernel(rig.kernel);
        assertThatThrownBy(() -> rig.plane.choose(MAP, "dm"))
                .hasMessage("there is no plane dm: bundle org.mpath.backend.dm brings it")
                .satisfies(failure -> assertThat(code(failure)).isEqualTo(ControlException.Code.NOT_FOUND));
        assertInCoreAtWork();
        rig.start(state, "dm");
        rig.plane.unbindKernel(rig.kernel);
        assertThatThrownBy(() -> rig.plane.create("other", PlanesRig.unit()))
                .hasMessage("map other is to run in dm, and there is no plane dm: bundle org.mpath.backend.dm brings it");
    }

    @Test
    void saysWhatThereIsNot() {
        rig.map();
        assertThatThrownBy(() -> rig.plane.choose("mpathz", "dm")).hasMessage("no map mpathz");
        assertThatThrownBy(() -> rig.plane.choose(MAP, "kernel"))
                .hasMessage("a plane is core or dm, not 'kernel'")
                .satisfies(failure -> assertThat(code(failure)).isEqualTo(ControlException.Code.REFUSED));
    }

    @Test
    void aMapWithoutATableMovesWithoutOne() throws Exception {
        rig.start(state, "dm");
        rig.plane.create(MAP, PlanesRig.unit());
        rig.plane.choose(MAP, "core");
        rig.plane.load(MAP, rig.table());
        assertInCoreAtWork();
    }
}

package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.itests.support.Await;

/** Versions of a selector side by side: the rules of handlers, group by group. */
class SelectorVersionsTest {
    private static final String TABLE = "0 2048 multipath 0 0 2 1 pick 0 1 0 hand:a pick 0 1 0 hand:b";

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();

    /** What a version throws, and when; nowhere when null. */
    private static final class Version implements PathSelectorFactory, PathSelector {
        private final Leases<PathSelectorFactory> leases;
        private final String bundle;
        private final Supplier<Error> fault;
        volatile String brokenIn = "";
        private int path = NONE;

        Version(String version, Supplier<Error> fault) {
            this.leases = new Leases<>(version, () -> this);
            this.bundle = "org.example.plugin " + version;
            this.fault = fault;
        }

        private void at(String call) {
            if (call.equals(brokenIn)) {
                throw fault.get();
            }
        }

        @Override
        public String name() {
            return "pick";
        }

        @Override
        public PathSelector create(List<String> arguments) {
            at("create");
            Version selector = new Version("0.0.0", fault);
            selector.brokenIn = brokenIn;
            return new Picking(this, selector);
        }

        @Override
        public void add(int added, List<String> arguments) {
            path = added;
        }

        @Override
        public void fail(int failed) {}

        @Override
        public void reinstate(int back) {}

        @Override
        public int select(long bytes, long nowNanos) {
            return path;
        }
    }

    /** A selector of one path. */
    private record Picking(Version version, Version state) implements PathSelector {
        @Override
        public void add(int path, List<String> arguments) {
            version.at("add");
            state.add(path, arguments);
        }

        @Override
        public void fail(int path) {}

        @Override
        public void reinstate(int path) {}

        @Override
        public int select(long bytes, long nowNanos) {
            version.at("select");
            return state.select(bytes, nowNanos);
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Version bind(String number, String brokenIn) {
        Version version = new Version(number, () -> new AssertionError("boom"));
        version.brokenIn = brokenIn;
        rig.plane.bindSelector(version.leases.reference, Map.of(PathSelectorFactory.NAME, "pick"));
        return version;
    }

    private void assertHeld(Version version, int uses) {
        Await.until(version.bundle + " held", () -> rig.versions("pick").stream()
                .allMatch(state -> state.uses() == (state.bundle().equals(version.bundle) ? uses : 0)), rig.plane::plugIns);
    }

    @Test
    void everyGroupMovesToANewerVersion() throws Exception {
        bind("1.0.0", "");
        rig.plane.load(PlaneRig.MAP, TABLE);
        Version next = bind("2.0.0", "");
        assertHeld(next, 2);
        assertThat(rig.event(Kind.SELECTOR_CHANGED).reason()).isEqualTo("a newer version is here");
        assertThat(rig.plane.stateOf(PlaneRig.MAP).groups()).extracting(group -> group.selector()).containsOnly("pick");
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "add"})
    void aVersionThatCannotStartChangesNothing(String brokenIn) {
        Version old = bind("1.0.0", "");
        rig.plane.load(PlaneRig.MAP, TABLE);
        bind("2.0.0", brokenIn);
        Await.until("distrusted", () -> rig.versions("pick").get(0).standing() == Standing.DISTRUSTED, rig.plane::plugIns);
        assertThat(rig.versions("pick").get(0).reason()).contains("boom");
        assertHeld(old, 2);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @Test
    void everyGroupReturnsFromAVersionThatThrows() {
        Version old = bind("1.0.0", "");
        rig.plane.load(PlaneRig.MAP, TABLE);
        Version next = bind("2.0.0", "select");
        assertHeld(next, 2);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertHeld(old, 2);
        assertThat(rig.versions("pick")).extracting(PlugInState::standing, PlugInState::reason).containsExactly(
                tuple(Standing.DISTRUSTED, "map mpatha: it threw java.lang.AssertionError: boom"), tuple(Standing.CURRENT, ""));
        assertThat(rig.plane.stateOf(PlaneRig.MAP).groups()).extracting(group -> group.selector()).containsOnly("pick");
    }

    @Test
    void theOnlyVersionIsReplacedWhereItThrowsAndTheReasonIsKept() {
        bind("1.0.0", "select");
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        Await.until("its reason", () -> !rig.versions("pick").get(0).reason().isEmpty(), rig.plane::plugIns);
        assertThat(rig.versions("pick").get(0).standing()).isEqualTo(Standing.CURRENT);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).groups()).extracting(group -> group.selector())
                .containsExactly("first-usable", "pick");
    }

    @Test
    void whenTheNewestLeavesTheOneBeforeIsUsedByTheTimeItIsGone() {
        Version old = bind("1.0.0", "");
        Version next = bind("2.0.0", "");
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertHeld(next, 2);
        rig.plane.unbindSelector(next.leases.reference);
        assertThat(rig.versions("pick")).extracting(PlugInState::bundle).containsExactly(old.bundle);
        assertHeld(old, 2); // two tables may hold it for a moment
        assertThat(next.leases.givenBack).isEqualTo(next.leases.taken);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }
}

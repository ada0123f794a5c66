package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;

/** Plug-ins that break when a table is loaded: one sentence that names them, and the old table stays. */
class BrokenPlugInTest {
    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();
    private String before;

    /** How a plug-in breaks. */
    private enum Fault {
        NULL("it made none", () -> null),
        EXCEPTION("boom", () -> {
            throw new IllegalStateException("boom");
        }),
        ERROR("org/example/Gone", () -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });

        final String words;
        final Supplier<Object> make;

        Fault(String words, Supplier<Object> make) {
            this.words = words;
            this.make = make;
        }
    }

    private record BrokenSelector(Supplier<Object> make) implements PathSelectorFactory {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public PathSelector create(List<String> arguments) {
            return (PathSelector) make.get();
        }
    }

    private record BrokenHandler(Supplier<Object> make) implements HardwareHandlerFactory {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public List<HandlerMatch> matches() {
            return List.of();
        }

        @Override
        public HardwareHandler create(List<String> arguments) {
            return (HardwareHandler) make.get();
        }
    }

    /** A selector that chokes on its first path. */
    private static final class Choking implements PathSelector {
        @Override
        public void add(int path, List<String> arguments) {
            throw new IllegalStateException("choked");
        }

        @Override
        public void fail(int path) {}

        @Override
        public void reinstate(int path) {}

        @Override
        public int select(long bytes, long nowNanos) {
            return NONE;
        }
    }

    @BeforeEach
    void remember() {
        before = rig.plane.table(PlaneRig.MAP);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void bindSelector(Supplier<Object> make) {
        rig.plane.bindSelector(new Leases<PathSelectorFactory>(() -> new BrokenSelector(make)).reference, Map.of(PathSelectorFactory.NAME, "broken"));
    }

    private void assertRefused(Runnable load, String... words) {
        assertThatThrownBy(load::run)
                .isInstanceOf(MapException.class)
                .hasMessageStartingWith("map " + PlaneRig.MAP + ": ")
                .hasMessageContainingAll(words)
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(Code.INVALID);
        assertThat(rig.plane.table(PlaneRig.MAP)).isEqualTo(before);
        assertThat(rig.plugIn("broken").uses()).isZero();
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void refusesATableWhoseSelectorCannotBeMade(Fault fault) {
        bindSelector(fault.make);
        String table = before.replace("round-robin", "broken");
        assertRefused(() -> rig.plane.load(PlaneRig.MAP, table), "'broken' (word 8)", fault.words);
        assertRefused(() -> rig.plane.selector(PlaneRig.MAP, List.of("broken")), "'broken'", fault.words);
    }

    @Test
    void refusesATableWhoseSelectorDoesNotTakeItsPaths() {
        bindSelector(Choking::new);
        assertRefused(() -> rig.plane.selector(PlaneRig.MAP, List.of("broken")), "choked");
    }

    @ParameterizedTest
    @EnumSource
    void refusesATableWhoseHandlerCannotBeMade(Fault fault) {
        rig.plane.bindHandler(
                new Leases<HardwareHandlerFactory>(() -> new BrokenHandler(fault.make)).reference, Map.of(HardwareHandlerFactory.NAME, "broken"));
        String table = before.replace("multipath 0 0", "multipath 0 1 broken");
        assertRefused(() -> rig.plane.load(PlaneRig.MAP, table), "'broken' (word 6)", fault.words);
    }
}

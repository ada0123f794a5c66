package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.PathState;
import org.mpath.api.map.UnitLimits;

/** What discovery asks the data plane of its paths, and how often, in virtual time. */
class EngineViewTest {
    private static final long MILLI = 1_000_000;

    private final FakeDataPlane plane = new FakeDataPlane();
    private final List<String> asked = new ArrayList<>();
    private long nowNanos;
    private final EngineView view = new EngineView(plane, () -> nowNanos);

    @BeforeEach
    void setUp() {
        plane.looked = asked::add;
        for (String name : List.of("mpatha", "mpathb")) {
            plane.create(name, new LogicalUnit("3" + name, "MPATH", "LAB", "1", "", 512, 1_024, UnitLimits.NONE));
            plane.load(name, "0 1024 multipath 0 0 1 1 round-robin 0 1 1 lab:" + name + " 1");
        }
    }

    @Test
    void oneMapIsAskedForOneOfItsPaths() {
        assertThat(view.of("mpatha", "lab:mpatha")).isEqualTo(PathState.State.ACTIVE);
        assertThat(asked).containsExactly("mpatha");
    }

    @Test
    void severalQuestionsInAMomentAreOneLook() {
        for (int i = 0; i < 10; i++) {
            view.of("mpatha", "lab:mpatha");
            view.map("mpatha");
        }
        assertThat(asked).containsExactly("mpatha");
    }

    @Test
    void itLooksAgainAMomentLater() {
        view.of("mpatha", "lab:mpatha");
        plane.fail("lab:mpatha");
        nowNanos += 51 * MILLI;
        assertThat(view.of("mpatha", "lab:mpatha")).isEqualTo(PathState.State.FAILED);
    }

    @Test
    void whatAPathWasToldCountsUntilThen() {
        view.of("mpatha", "lab:mpatha");
        view.expect("mpatha", "lab:mpatha", PathState.State.FAILED);
        assertThat(view.of("mpatha", "lab:mpatha")).isEqualTo(PathState.State.FAILED);
        nowNanos += 51 * MILLI;
        assertThat(view.of("mpatha", "lab:mpatha")).isEqualTo(PathState.State.ACTIVE);
    }

    @Test
    void aMapThatChangedIsLookedAtAnewAndNoOther() {
        view.map("mpatha");
        view.map("mpathb");
        view.forget("mpatha");
        view.map("mpatha");
        view.map("mpathb");
        assertThat(asked).containsExactly("mpatha", "mpathb", "mpatha");
    }

    @Test
    void thereIsNothingToSeeOfAMapThatIsNotThere() {
        assertThat(view.map("mpathz")).isNull();
        assertThat(view.of("mpathz", "lab:mpatha")).isNull();
        assertThat(view.of("mpatha", "lab:mpathb")).isNull();
    }
}

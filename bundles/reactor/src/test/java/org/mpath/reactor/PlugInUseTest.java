package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.handler.sym.SymHandlerFactory;
import org.mpath.selector.round.robin.RoundRobinFactory;

/** What the tables of maps hold in the registries: taken by a load, put back by the next, by a failure and by the end. */
class PlugInUseTest {
    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();

    /** A selector type that refuses every argument. */
    private static final class Picky implements PathSelectorFactory {
        @Override
        public String name() {
            return "picky";
        }

        @Override
        public PathSelector create(List<String> arguments) {
            if (!arguments.isEmpty()) {
                throw new IllegalArgumentException("picky: takes no arguments");
            }
            return new RoundRobinFactory().create(arguments);
        }
    }

    @BeforeEach
    void bindPicky() {
        rig.plane.bindSelector(new Leases<PathSelectorFactory>(Picky::new).reference, Map.of(PathSelectorFactory.NAME, "picky"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void assertUses(String name, int uses) {
        assertThat(rig.plugIn(name).uses()).as("uses of %s", name).isEqualTo(uses);
        assertThat(rig.plugIn(name).maps()).isEqualTo(uses == 0 ? List.of() : List.of(PlaneRig.MAP));
    }

    @Test
    void aMapHoldsOneUseOfTheSelectorPerGroupAndOneOfItsHandler() {
        assertUses("round-robin", 1);
        assertUses("sym", 0);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 sym", "hand:a", "hand:b"));
        assertUses("round-robin", 2);
        assertUses("sym", 1);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a"));
        assertUses("round-robin", 1);
        assertUses("sym", 0);
    }

    @Test
    void aTableThatTakesThePlaceOfAnotherHoldsItsTypesBesideItUntilThatIsGone() {
        List<Integer> between = new ArrayList<>();
        Plugged type = new Plugged("1.0.0").bind(rig);
        type.onCreate = none -> between.add(rig.plugIn(Plugged.NAME).uses());
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:a"));
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:b"));
        assertThat(between).containsExactly(1, 2);
        assertUses(Plugged.NAME, 1);
        assertThat(type.leases.taken).as("one lease through both").isEqualTo(1);
    }

    @Test
    void theServicesAreGivenBackWhenTheLastMapIsRemoved() {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 sym", "hand:a", "hand:b"));
        rig.plane.remove(PlaneRig.MAP);
        assertUses("round-robin", 0);
        assertUses("sym", 0);
        assertThat(rig.roundRobin.givenBack).isEqualTo(rig.roundRobin.taken).isPositive();
        assertThat(rig.sym.givenBack).isEqualTo(rig.sym.taken).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0 2048 multipath 0 1 sym 2 1 round-robin 0 1 0 hand:a no-such 0 1 0 hand:b",
        "0 2048 multipath 0 1 no-such 1 1 round-robin 0 1 0 hand:a",
        "0 2048 multipath 0 2 sym surplus 1 1 round-robin 0 1 0 hand:a",
        "0 2048 multipath 0 1 sym 1 1 picky 1 surplus 1 0 hand:a",
        "0 2048 multipath 0 1 sym 1 1 round-robin 0 1 1 hand:a surplus",
        "0 2048 multipath 0 1 sym 1 1 round-robin 0 1 0 hand:gone",
        "0 2049 multipath 0 1 sym 1 1 round-robin 0 1 0 hand:a",
        "0 2048 multipath 0 1 sym 1 1 round-robin 0 2 0 hand:a"
    })
    void aTableThatIsRefusedHoldsNothingAndChangesNothing(String table) {
        String before = rig.plane.table(PlaneRig.MAP);
        assertThatThrownBy(() -> rig.plane.load(PlaneRig.MAP, table))
                .isInstanceOf(MapException.class)
                .hasMessageStartingWith("map mpatha: ");
        assertThat(rig.plane.table(PlaneRig.MAP)).isEqualTo(before);
        assertUses("round-robin", 1);
        assertUses("sym", 0);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @Test
    void theHandlersConstructorGetsItsArgumentsAndItsRefusalIsPassedOn() {
        assertThatThrownBy(() -> rig.plane.load(PlaneRig.MAP, "0 2048 multipath 0 3 sym x y 1 1 round-robin 0 1 0 hand:a"))
                .hasMessageContaining("sym: takes no arguments, not [x, y]")
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(MapException.Code.INVALID);
    }

    @Test
    void aMissingTypeIsAskedForOnceAndThenUsed() {
        List<String> asked = new ArrayList<>();
        Leases<PathSelectorFactory> late = new Leases<>(RoundRobinFactory::new);
        rig.plane.bindRepository((kind, name) -> {
            asked.add(kind + " " + name);
            if (name.equals("late")) {
                rig.plane.bindSelector(late.reference, Map.of(PathSelectorFactory.NAME, "late"));
                return null;
            }
            return "nothing there brings it";
        });
        String table = "0 2048 multipath 0 0 2 1 late 0 1 0 hand:a late 0 1 0 hand:b";
        rig.plane.load(PlaneRig.MAP, table);
        rig.plane.load(PlaneRig.MAP, table);
        assertThat(asked).containsExactly("selector late");
        assertUses("late", 2);

        asked.clear();
        assertThatThrownBy(() -> rig.plane.load(PlaneRig.MAP, "0 2048 multipath 0 1 never 1 1 late 0 1 0 hand:a"))
                .hasMessageContainingAll("'never'", "nothing there brings it");
        assertThat(asked).containsExactly("handler never");
    }

    @Test
    void aSelectorThatLeavesWhileInUseIsPutBackAndIoGoesOn() throws Exception {
        rig.plane.unbindSelector(rig.roundRobin.reference);
        assertThat(rig.plane.plugIns()).extracting(type -> type.name()).doesNotContain("round-robin");
        assertThat(rig.roundRobin.givenBack).isEqualTo(1);
        assertThat(rig.event(Kind.SELECTOR_CHANGED).from()).isEqualTo("round-robin");
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.plane.table(PlaneRig.MAP)).as("still names what it wants").contains("round-robin");

        Leases<PathSelectorFactory> updated = new Leases<>(RoundRobinFactory::new);
        rig.plane.bindSelector(updated.reference, Map.of(PathSelectorFactory.NAME, "round-robin"));
        assertThat(rig.event(Kind.SELECTOR_CHANGED).to()).isEqualTo("round-robin");
        assertUses("round-robin", 1);
        assertThat(updated.taken).isEqualTo(1);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).groups().get(0).selector()).isEqualTo("round-robin");
    }

    @Test
    void aHandlerThatLeavesWhileInUseIsPutBackAndComesBack() throws Exception {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 sym", "hand:a"));
        rig.plane.unbindHandler(rig.sym.reference);
        assertThat(rig.sym.givenBack).isEqualTo(1);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).handler()).isEmpty();
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();

        rig.event(Kind.HANDLER_CHANGED);
        rig.event(Kind.HANDLER_CHANGED);
        rig.plane.bindHandler(new Leases<HardwareHandlerFactory>(SymHandlerFactory::new).reference, Map.of(HardwareHandlerFactory.NAME, "sym"));
        assertThat(rig.event(Kind.HANDLER_CHANGED).to()).isEqualTo("sym");
        assertUses("sym", 1);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).handler()).isEqualTo("sym");
    }

    @Test
    void aServiceThatDoesNotSayItsNameIsIgnored() {
        Leases<PathSelectorFactory> nameless = new Leases<>(RoundRobinFactory::new);
        rig.plane.bindSelector(nameless.reference, Map.of(PathSelectorFactory.NAME, new String[] {"late"}));
        assertThat(rig.plane.plugIns()).extracting(type -> type.name()).doesNotContain("late");
        rig.plane.unbindSelector(nameless.reference);
    }

    @Test
    void aSecondServiceOfTheSameNameIsIgnored() {
        Leases<PathSelectorFactory> second = new Leases<>(RoundRobinFactory::new);
        rig.plane.bindSelector(second.reference, Map.of(PathSelectorFactory.NAME, "round-robin"));
        rig.plane.unbindSelector(second.reference);
        assertUses("round-robin", 1);
        assertThat(second.taken).isZero();
        assertThat(rig.plane.stateOf(PlaneRig.MAP).condition()).isEqualTo(Condition.ACTIVE);
    }

    @Test
    void changesTheSelectorOfEveryGroupWholeOrNotAtAll() throws Exception {
        rig.plane.load(PlaneRig.MAP, "0 2048 multipath 1 queue_if_no_path 1 sym 2 1 round-robin 0 1 1 hand:a 5"
                + " round-robin 0 1 1 hand:b 5");
        rig.plane.bindSelector(new Leases<PathSelectorFactory>(RoundRobinFactory::new).reference, Map.of(PathSelectorFactory.NAME, "other"));
        assertThatThrownBy(() -> rig.plane.selector(PlaneRig.MAP, List.of("picky", "surplus")))
                .isInstanceOf(MapException.class)
                .hasMessageContaining("picky: takes no arguments");
        assertUses("round-robin", 2);
        assertUses("picky", 0);

        rig.plane.selector(PlaneRig.MAP, List.of("other"));
        assertUses("round-robin", 0);
        assertUses("other", 2);
        assertThat(rig.event(Kind.SELECTOR_CHANGED).to()).isEqualTo("other");
        assertThat(rig.plane.stateOf(PlaneRig.MAP).groups()).extracting(group -> group.selector()).containsOnly("other");
        assertThat(rig.plane.table(PlaneRig.MAP))
                .startsWith("0 2048 multipath 1 queue_if_no_path 1 sym 2 1 other 0 1 1 hand:a")
                .doesNotContain("round-robin");
    }
}

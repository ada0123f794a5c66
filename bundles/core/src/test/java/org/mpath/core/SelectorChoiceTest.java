package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

class SelectorChoiceTest {
    private static final GroupSpec GROUP =
            MapTable.parse("0 10 multipath 0 0 1 1 weighted 2 5 x 1 0 a").groups().get(0);

    @Test
    void makesASelectorWithTheArgumentsOfTheGroup() {
        List<String> given = new ArrayList<>();
        PathSelector made = new FirstUsable();
        assertThat(SelectorChoice.create(GROUP, factory(arguments -> {
            given.addAll(arguments);
            return made;
        }), List.of())).isSameAs(made);
        assertThat(given).containsExactly("5", "x");
    }

    @Test
    void refusesAnUnknownTypeNamingThoseThereAre() {
        assertThatThrownBy(() -> SelectorChoice.create(GROUP, null, List.of("service-time", "queue-length")))
                .hasMessage("unknown path selector type: 'weighted' (word 8), known are queue-length, service-time");
        assertThatThrownBy(() -> SelectorChoice.create(GROUP, null, List.of()))
                .hasMessage("unknown path selector type: 'weighted' (word 8), none is known");
    }

    @Test
    void saysThatTheConstructorFailedAndWhy() {
        assertThatThrownBy(() -> SelectorChoice.create(GROUP, factory(arguments -> {
            throw new IllegalArgumentException("weight 'x' is not a number");
        }), List.of()))
                .hasMessage("path selector constructor failed: 'weighted' (word 8): weight 'x' is not a number (word 11)");
    }

    @Test
    void saysWhichArgumentOfWhichPathIsWrong() {
        PathSpec path = MapTable.parse("0 10 multipath 0 0 1 1 rr 0 1 2 8:0 5 bad").groups().get(0).paths().get(0);
        PathSelector selector = new EngineRig.Turns();
        SelectorChoice.add(selector, 3, path, List.of("5"));
        assertThat(selector.select(512, 0)).isEqualTo(3);
        assertThatThrownBy(() -> SelectorChoice.add(selector, 4, path, path.arguments()))
                .hasMessage("turns: invalid argument 'bad' (word 14) for path '8:0' (word 12)");
        assertThatThrownBy(() -> SelectorChoice.add(selector, 4, new PathSpec("8:0", List.of("bad")), List.of("bad")))
                .hasMessage("turns: invalid argument 'bad' for path '8:0'");
    }

    private static PathSelectorFactory factory(java.util.function.Function<List<String>, PathSelector> create) {
        return new PathSelectorFactory() {
            @Override
            public String name() {
                return "weighted";
            }

            @Override
            public PathSelector create(List<String> arguments) {
                return create.apply(arguments);
            }
        };
    }
}

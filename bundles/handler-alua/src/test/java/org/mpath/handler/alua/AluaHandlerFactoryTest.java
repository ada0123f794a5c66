package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathFacts;
import org.mpath.scsi.AccessState;

class AluaHandlerFactoryTest {
    private final AluaHandlerFactory alua = new AluaHandlerFactory();

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "3, true"})
    void claimsWhateverSaysThatItHasTargetPortGroups(int tpgs, boolean claimed) {
        PathFacts path = new PathFacts("lab:A0/0", "A0", 0, "ANYBODY ", "ANYTHING        ", "1", tpgs, new byte[36]);
        assertThat(alua.claims(path)).isEqualTo(claimed);
        assertThat(alua.matches()).as("the maker does not count").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "0, true", "1, false"})
    void takesOneArgumentThatSwitchesOptimizeOn(String argument, boolean sets) {
        HandMadeArray array = new HandMadeArray().group(1, AccessState.ACTIVE_NON_OPTIMIZED);
        AluaHandler handler = (AluaHandler) alua.create(argument.isEmpty() ? List.of() : List.of(argument));
        array.activate(handler, "a");
        assertThat(array.log.stream().anyMatch(command -> command.startsWith("a: a40a"))).isEqualTo(sets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "x", "01", "0 0", "1 0"})
    void refusesOtherArguments(String arguments) {
        assertThatThrownBy(() -> alua.create(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("alua: ")
                .hasMessageContaining(String.join(", ", arguments.split(" ")));
    }

    @Test
    void buildsMapsAsTheRowsOfItsArraysSay() {
        assertThat(alua.defaults())
                .isEqualTo(new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), 0));
        assertThat(alua.name()).isEqualTo("alua");
        assertThat(alua.checker()).as("TEST UNIT READY").isNull();
    }

    @Test
    void ranksWithOrWithoutTheExclusivePreferredBit() {
        assertThat(alua.prioritizer().name()).isEqualTo("alua");
        assertThat(alua.prioritizer(List.of("x"))).isSameAs(alua.prioritizer());
        assertThat(alua.prioritizer(List.of("x", "exclusive_pref_bit"))).isNotSameAs(alua.prioritizer());
    }
}

package org.mpath.handler.hp.sw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathFacts;

class HpSwHandlerFactoryTest {
    private final HpSwHandlerFactory today = new HpSwHandlerFactory();
    private final HpSw2005HandlerFactory of2005 = new HpSw2005HandlerFactory();

    @ParameterizedTest
    @CsvSource({
        "'COMPAQ  ', 'MSA1000 VOLUME  ', true",
        "'COMPAQ  ', 'HSV110 (C)COMPAQ', true",
        "'HP      ', 'HSV100          ', true",
        "'DEC     ', 'HSG80           ', true",
        "'COMPAQ  ', 'MSA1000         ', false", // its controller
        "'COMPAQ  ', 'HSV100          ', false",
        "'HP      ', 'HSV110          ', false",
        "'HP      ', 'MSA1000 VOLUME  ', false",
        "'DEC     ', 'HSG70           ', false",
        "'IBM     ', 'HSG80           ', false"
    })
    void claimsTheArraysOfItsTableAndTheOneOf2005Nothing(String vendor, String product, boolean claimed) {
        PathFacts path = new PathFacts("lab:A0/0", "A0", 0, vendor, product, "4.32", 0, new byte[36]);
        assertThat(today.claims(path)).isEqualTo(claimed);
        assertThat(of2005.claims(path)).isFalse();
    }

    @Test
    void takesNoArguments() {
        assertThat(today.create(List.of()).activation()).isEqualTo(Activation.EVERY_PATH);
        assertThat(of2005.create(List.of()).activation()).isEqualTo(Activation.ONE_PATH);
        assertThatThrownBy(() -> today.create(List.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hp_sw: takes no arguments, not [1]");
        assertThatThrownBy(() -> of2005.create(List.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hp-sw: takes no arguments, not [1]");
    }

    @Test
    void buildsMapsAsTheRowsOfItsArraysSay() {
        assertThat(today.name()).isEqualTo("hp_sw");
        assertThat(today.defaults())
                .isEqualTo(new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), -1));
        assertThat(today.checker().name()).isEqualTo("hp_sw");
        assertThat(today.prioritizer().name()).isEqualTo("hp_sw");
        assertThat(of2005.name()).isEqualTo("hp-sw");
        assertThat(of2005.matches()).isEmpty();
    }
}

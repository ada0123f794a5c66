package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathFacts;

class EmcHandlerFactoryTest {
    private final EmcHandlerFactory emc = new EmcHandlerFactory();

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "DGC, RAID 5, true",
        "DGC, RAID 10, true",
        "DGC, DISK, true",
        "DGC, VRAID, true",
        "DGC, LUNZ, false",
        "DGC, XRAID, false",
        "EMC, SYMMETRIX, false",
        "IBM, RAID 5, false"
    })
    void claimsRaidDiskAndVraidButNoLunz(String vendor, String product, boolean claimed) {
        PathFacts path = new PathFacts("lab:A0/0", "A0", 0, String.format("%-8s", vendor),
                String.format("%-16s", product), "1", 0, new byte[36]);
        assertThat(emc.claims(path)).isEqualTo(claimed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', EVERY_PATH",
        "0 0, EVERY_PATH",
        "1 1, EVERY_PATH",
        "follow, FOLLOW",
        "follow 0 1, FOLLOW"
    })
    void activatesOrFollows(String arguments, Activation activation) {
        assertThat(emc.create(words(arguments)).activation()).isEqualTo(activation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2 0", "0 2", "0 0 0", "1 follow", "follow 1", "Follow", "00 1", "follow follow"})
    void refusesOtherArguments(String arguments) {
        assertThatThrownBy(() -> emc.create(words(arguments)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("emc: ")
                .hasMessageEndingWith("not " + words(arguments));
    }

    @Test
    void buildsMapsAsTheRowOfTheHardwareTableSays() {
        assertThat(emc.defaults())
                .isEqualTo(new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), 0));
        assertThat(emc.name()).isEqualTo("emc");
    }
}

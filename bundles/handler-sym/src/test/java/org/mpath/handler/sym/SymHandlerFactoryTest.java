package org.mpath.handler.sym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Verdict;

class SymHandlerFactoryTest {
    private final SymHandlerFactory sym = new SymHandlerFactory();

    private static PathFacts path(String vendor, String product) {
        return new PathFacts("lab:A0/0", "A0", 0, String.format("%-8s", vendor), String.format("%-16s", product), "1", 0,
                new byte[36]);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TOSHIBA, MBF2300RC", "SEAGATE, ST973402SS", "SGI, ST3300007FC", "FUJITSU, MBD2147RC", "FUJITSU, MAX3073RC",
        "MPATH, LAB-SYM"
    })
    void theseAreSymmetricAllPathsAreOneGroup(String vendor, String product) {
        assertThat(sym.claims(path(vendor, product))).isTrue();
        assertThat(sym.defaults(path(vendor, product)).grouping()).isEqualTo(Grouping.MULTIBUS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DELL, MD1220", "DELL, MD3060e", "SUN, StorEdge 3510F D", "SUNW, SUNWGS INT FCBPL", "Transtec, PROVIGO1100",
        "NetBSD, NetBSD iSCSI"
    })
    void theseAreNotEachPathIsAGroupOfItsOwn(String vendor, String product) {
        assertThat(sym.claims(path(vendor, product))).isTrue();
        assertThat(sym.defaults(path(vendor, product)).grouping()).isEqualTo(Grouping.FAILOVER);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DELL, MD1220i", "DELL, MD3060", "DELL, MD3000", "SUN, StorEdge 3510F", "MPATH, LAB-SYM-2", "SEAGATE, MBD1",
        "IBM, 2145", "seagate, ST973402SS"
    })
    void theseAreOthersBlanksAtTheEndOfARowForceTheExactProduct(String vendor, String product) {
        assertThat(sym.claims(path(vendor, product))).isFalse();
    }

    @Test
    void asksNothingOfAnyPath() {
        HardwareHandler handler = sym.create(List.of());
        List<ActivationAnswer> answers = new ArrayList<>();
        handler.activate(null, false, answers::add); // no path to send anything on
        assertThat(handler.activation()).isEqualTo(Activation.NONE);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(sym.checker()).isNull();
        assertThat(sym.prioritizer()).isNull();
    }

    @Test
    void leavesEverySenseToTheEngine() {
        assertThat(sym.create(List.of()).checkSense(null, 0x02, 0x04, 0x03)).isEqualTo(Verdict.DECLINED);
    }

    @Test
    void refusesArguments() {
        assertThatThrownBy(() -> sym.create(List.of("x"))).hasMessageContaining("[x]");
    }
}

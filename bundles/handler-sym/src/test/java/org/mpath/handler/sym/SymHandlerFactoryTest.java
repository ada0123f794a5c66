package org.mpath.handler.sym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.Verdict;

class SymHandlerFactoryTest {
    private final SymHandlerFactory sym = new SymHandlerFactory();

    private boolean claims(String vendor, String product) {
        return sym.matches().stream().anyMatch(row -> row.matches(vendor, product));
    }

    @Test
    void claimsByPrefixAndTheLabArrayExactly() {
        assertThat(claims("SEAGATE ", "ST973402SS      ")).isTrue();
        assertThat(claims("MPATH   ", "LAB-SYM         ")).isTrue();
        assertThat(claims("MPATH   ", "LAB-SYM-2       ")).isFalse();
        assertThat(claims("IBM     ", "2145            ")).isFalse();
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

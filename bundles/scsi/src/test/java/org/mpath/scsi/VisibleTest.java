package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void letsNoControlOrForeignCharacterThrough() {
        assertThat(Visible.of("\u001b[31mred\r\n\u00e9\u2028x")).isEqualTo("?[31mred????x");
    }

    @Test
    void takesPaddingOffTheEndsOnly() {
        assertThat(Visible.of(" \u0000a  b\u0000 ")).isEqualTo("a  b");
        assertThat(Visible.of("  \u0000")).isEmpty();
    }

    @Test
    void capsTheLength() {
        assertThat(Visible.of("x".repeat(5000))).hasSize(Visible.CHARACTERS_MAX);
    }
}

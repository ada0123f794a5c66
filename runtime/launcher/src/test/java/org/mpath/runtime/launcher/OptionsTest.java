package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final boolean TERMINAL = true;

    @Test
    void promptsWhenThereIsATerminal() throws UsageException {
        assertThat(Options.parse(List.of(), TERMINAL).mode()).isEqualTo(Mode.INTERACTIVE);
    }

    @Test
    void isADaemonWithoutATerminal() throws UsageException {
        assertThat(Options.parse(List.of(), !TERMINAL).mode()).isEqualTo(Mode.DAEMON);
    }

    @Test
    void isADaemonOnATerminalWhenTold() throws UsageException {
        assertThat(Options.parse(List.of("--daemon"), TERMINAL).mode()).isEqualTo(Mode.DAEMON);
    }

    @Test
    void isCaptiveWithCommands() throws UsageException {
        Options options = Options.parse(List.of("-c", "mpath:maps; mpath:paths", "--verbose"), TERMINAL);
        assertThat(options.mode()).isEqualTo(Mode.CAPTIVE);
        assertThat(options.commands()).isEqualTo("mpath:maps; mpath:paths");
        assertThat(options.verbose()).isTrue();
    }

    @Test
    void makesDirectoriesAbsolute() throws UsageException {
        Options options = Options.parse(
                List.of("--etc", "a/../b", "--var", "/v", "--deploy", "/d/.", "--plugins", "/p/../q"), TERMINAL);
        assertThat(options.etc()).isEqualTo(Path.of("b").toAbsolutePath());
        assertThat(options.var()).isEqualTo(Path.of("/v"));
        assertThat(options.deploy()).isEqualTo(Path.of("/d"));
        assertThat(options.plugins()).isEqualTo(Path.of("/q"));
    }

    @Test
    void namesTheOptionItDoesNotKnow() {
        assertThatThrownBy(() -> Options.parse(List.of("--ect", "x"), TERMINAL))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'--ect'");
    }

    @Test
    void namesTheOptionWhoseArgumentIsMissing() {
        assertThatThrownBy(() -> Options.parse(List.of("-c"), TERMINAL))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-c needs an argument");
    }

    @Test
    void refusesCommandsForADaemon() {
        assertThatThrownBy(() -> Options.parse(List.of("-c", "x", "--daemon"), TERMINAL))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("exclude");
    }
}

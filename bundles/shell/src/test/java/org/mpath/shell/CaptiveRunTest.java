package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;

/** What a captive run waits for and says; the process around it is tested end to end. */
class CaptiveRunTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Gosh gosh = new Gosh(Map.of(CaptiveRun.WAIT_SECONDS, "0"));

    @AfterEach
    void close() {
        gosh.close();
    }

    private ExitCode run(String program) {
        CaptiveRun captive = new CaptiveRun(gosh.framework.context(), gosh.processor);
        return captive.run(
                program,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void registerServices() {
        gosh.framework.services.put(DataPlane.class.getName(), gosh.dataPlane);
        gosh.framework.services.put(Inventory.class.getName(), gosh.inventory);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsWhatTheCommandsPrintAndNothingElse() {
        registerServices();
        assertThat(run("lab:cut A0; lab:heal A0")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("port A0 is cut\nport A0 is healed\n");
        assertThat(errors()).isEmpty();
    }

    @Test
    void runsNothingBeforeDiscoveryHasSettled() {
        registerServices();
        gosh.inventory.settled = false;
        assertThat(run("lab:cut A0")).isEqualTo(ExitCode.NOT_READY);
        assertThat(errors()).startsWith("mpath: discovery has not settled after").hasLineCount(1);
        assertThat(gosh.lab.calls).isEmpty();
    }

    @Test
    void namesThePartThatIsMissing() {
        assertThat(run("maps")).isEqualTo(ExitCode.NOT_READY);
        assertThat(errors()).isEqualTo("mpath: no data plane is installed: bundle org.mpath.reactor brings it\n");
    }

    @Test
    void refusesAWaitThatIsNoNumber() {
        gosh.close();
        gosh = new Gosh(Map.of(CaptiveRun.WAIT_SECONDS, "soon"));
        assertThat(run("maps")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("mpath.captive.wait is a number of seconds, not 'soon'");
    }
}

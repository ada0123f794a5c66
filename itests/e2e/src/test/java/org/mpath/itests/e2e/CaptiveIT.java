package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/** {@code ./mpath run -c}: scripts use the product as a person does. */
class CaptiveIT {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void etc() throws Exception {
        home = ShortFolders.create();
        RunningMpath.writeEtc(home, Map.of());
    }

    private Programs.Result run(String commands) {
        return Programs.run(RunningMpath.LIMIT, RunningMpath.command(home, "run", "-c", commands));
    }

    @Test
    void withoutConfigurationTheLabGivesThreeMapsOfFourPaths() {
        Programs.Result result = run("mpath:maps --json");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).as("nothing but JSON on standard output").startsWith("{").endsWith("}\n");
        assertThat(result.output().split("\"lab:", -1)).as(result.output()).hasSize(1 + 12);
        assertThat(result.errors()).as("nothing to worry about, at the end either").isEmpty();
        assertThat(result.output()).contains("\"mpatha\"", "\"mpathb\"", "\"mpathc\"").doesNotContain("failed");
    }

    @Test
    void aCutPortShowsAndHeals() {
        Programs.Result result = run("lab:cut A0; mpath:wait mpatha 0 --timeout 30; mpath:topology mpatha; lab:heal A0; mpath:rescan; lab:ports");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).contains("lab:A0/0", "failed");
    }

    @Test
    void theFirstFailingCommandGivesTheExitCodeAndOneSentence() {
        Programs.Result result = run("mpath:fail lab:Z9/0; mpath:maps");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).as("nothing after the failing command").doesNotContain("mpatha");
        assertThat(result.errors()).contains("lab:Z9/0");
    }

    @Test
    void felixCommandsTakeABundleByNameWithoutATerminal() {
        Programs.Result result = run("felix:stop org.mpath.jmx; felix:lb -s");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).containsPattern("Resolved .*org\\.mpath\\.jmx");
    }

    @Test
    void twoRunsGiveTheSameNamesToTheSameUnits() {
        assertThat(run("mpath:maps").output()).isEqualTo(run("mpath:maps").output());
    }
}

package org.mpath.itests.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.itests.check.Judgement.Verdict;
import org.mpath.itests.check.bundle.Home;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.rule.Effort;
import org.mpath.itests.check.rule.Rules;

/** Our own families, and the guide's, keep every rule. */
class OwnHandlersIT {
    private static final long SEED = Long.getLong("mpath.seed", System.nanoTime() & 0xffff_ffL);
    private static final Effort EFFORT = new Effort(100, 10, 5);

    private static Home home;

    @BeforeAll
    static void open() throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        home = new Home();
    }

    @AfterAll
    static void close() throws Exception {
        home.close();
    }

    @ParameterizedTest
    @CsvSource({
        "handler-example, sym", "handler-sym, sym", "handler-alua, alua", "handler-rdac, rdac", "handler-emc, emc",
        "handler-hp-sw, hp_sw", "handler-hds, hds"
    })
    void keepsEveryRuleOnItsOwnArray(String module, String array) throws Exception {
        System.out.println("seed: -Dmpath.seed=" + SEED);
        List<Judgement> all = new Checkup(home, SEED, EFFORT, (rule, done, total) -> {})
                .run(Jar.read(jar(module)), Rules.all(), judgement -> {});
        assertThat(all).hasSameSizeAs(Rules.all())
                .as("seed %d", SEED)
                .allSatisfy(each -> assertThat(each.findings()).as(each.rule().name()).isEmpty())
                .filteredOn(each -> each.verdict() == Verdict.SKIPPED)
                .allSatisfy(each -> assertThat(each.reason()).isEqualTo("the family has none of its own"));
        assertThat(all.get(all.size() - 1).notes())
                .anySatisfy(note -> assertThat(note).endsWith("on the lab's " + array + " array"));
    }

    static Path jar(String module) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().startsWith(module + "-0"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(module + " is not on the class path"));
    }
}

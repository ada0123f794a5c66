package org.mpath.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer with each target, in a process of its own, from the corpus on. {@code mpath.fuzz.runs} says how often,
 * {@code mpath.fuzz.seconds} how long at most, {@code mpath.fuzz.target} whether only one; the seed is in the log, what it found in {@code target/fuzz}.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzingTest {
    private static final long RUNS = Long.getLong("mpath.fuzz.runs", 1_000_000);
    /** How long a target is fuzzed when the runs take longer than that. */
    private static final long SECONDS = Long.getLong("mpath.fuzz.seconds", 60);
    private static final long START_SECONDS_MAX = 300;
    /** Fewer are no fuzzing: something stands still. */
    private static final long RUNS_MIN = 1_000;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");
    private static final int LOG_CHARACTERS = 6_000;
    private static final String UNGUIDED = "org.mpath.config.Nearest:org.mpath.scsi.Visible";
    private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";

    static Stream<Target> targets() {
        String only = System.getProperty("mpath.fuzz.target", "");
        return Arrays.stream(Target.values()).filter(target -> only.isEmpty() || target.toString().equals(only));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingEscapes(Target target) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/fuzz", target.toString()));
        Path found = Files.createDirectories(folder.resolve("found"));
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(command(target, found,
                        Files.createDirectories(folder.resolve("corpus")), Files.createDirectories(folder.resolve("tmp"))))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long secondsMax = START_SECONDS_MAX + 2 * SECONDS;
            assertThat(jazzer.waitFor(secondsMax, TimeUnit.SECONDS)).as("ended in " + secondsMax + " s; " + log).isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        assertThat(jazzer.exitValue()).as("put what is in " + found + " into " + target.folder() + ": " + end(log)).isZero();
        Matcher done = DONE.matcher(end(log));
        assertThat(done.find()).as("last words of Jazzer in " + log).isTrue();
        assertThat(Long.parseLong(done.group(1))).isGreaterThanOrEqualTo(Math.min(RUNS_MIN, RUNS));
    }

    private static List<String> command(Target target, Path found, Path grown, Path own) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + own.toAbsolutePath(), // Jazzer's agent stays there when the process is killed
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=org.mpath.**",
                "--custom_hook_includes=org.mpath.**",
                // their loops over characters decide nothing that guides; the keywords are in the corpus
                "--instrumentation_excludes=" + UNGUIDED,
                "--custom_hook_excludes=" + UNGUIDED + ":org.mpath.config.Keyword",
                // they solve regular expressions at each use and slow down each comparison with a pattern by a multiple
                "--disabled_hooks=" + SANITIZERS + "RegexRoadblocks:" + SANITIZERS + "RegexInjection",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-runs=" + RUNS,
                "-max_total_time=" + SECONDS,
                "-max_len=" + target.inputBytesMax(),
                "-timeout=60",
                "-rss_limit_mb=0", // the heap has a limit of its own
                "-print_final_stats=1",
                grown.toString(),
                target.folder().toString());
    }

    /** The last words; the log of a process may have bytes that are no characters. */
    private static String end(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - LOG_CHARACTERS));
    }
}

package org.mpath.itests.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.mpath.itests.sim.canary.Sabotage;

/** A seed is the same world on every Java: a finding of one machine replays on another. */
class OtherJavaSimTest {
    private static final int OLDEST = 17;
    private static final long SECONDS_MAX = 300;
    private static final Path HOMES = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final Pattern HASH = Pattern.compile("trace hash ([0-9a-f]{16})");

    @Test
    void aSeedGivesTheSameTraceOnOtherVersionsOfJava() throws Exception {
        Map<Integer, Path> others = otherHomes();
        Assumptions.assumeFalse(others.isEmpty(), "wants a second Java beside this one, " + OLDEST + " or later");
        for (long seed = 1; seed <= 3; seed++) {
            String here = Replay.of(seed, Family.drawn(), new Sabotage(), null).hashText();
            for (Map.Entry<Integer, Path> other : others.entrySet()) {
                assertThat(hashOn(other.getValue(), seed)).as("seed %d on Java %d", seed, other.getKey()).isEqualTo(here);
            }
        }
    }

    /** One home of each other version, by version. */
    private static Map<Integer, Path> otherHomes() throws IOException {
        Map<Integer, Path> homes = new TreeMap<>();
        if (Files.isDirectory(HOMES)) {
            try (Stream<Path> entries = Files.list(HOMES)) {
                for (Path home : entries.sorted().toList()) {
                    int version = versionOf(home);
                    if (version >= OLDEST && version != Runtime.version().feature()) {
                        homes.putIfAbsent(version, home);
                    }
                }
            }
        }
        return homes;
    }

    private static int versionOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return 0;
        }
        Matcher version = VERSION.matcher(Files.readString(release));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    private static String hashOn(Path home, long seed) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), Sim.class.getName(), "--seed", Long.toString(seed)));
        Path output = Files.createTempFile("sim", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            try {
                assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
            } finally {
                process.destroyForcibly();
            }
            Matcher hash = HASH.matcher(Files.readString(output));
            assertThat(hash.find()).as("output of %s:%n%s", command, Files.readString(output)).isTrue();
            return hash.group(1);
        } finally {
            Files.delete(output);
        }
    }
}

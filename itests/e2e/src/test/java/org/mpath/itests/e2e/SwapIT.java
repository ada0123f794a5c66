package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/**
 * The handler of an array is replaced a hundred times while a client writes and verifies through its map: no error, pauses
 * that nobody notices, nothing left behind. Other counts: {@code -Dmpath.swap.count=}.
 *
 * <p>A pause is the longest read of a {@link Heartbeat} during a swap. A busy machine has pauses of its own; those are
 * measured for as long without a swap, and the bound is for what comes on top of them. Where many programs fight for the
 * processors the middle one of the pauses is bounded only.
 */
class SwapIT {
    private static final int SWAPS = Integer.getInteger("mpath.swap.count", 100);
    private static final double PAUSE_MILLIS_MAX = 50;
    /** Programs that want a processor, for each there is; the test itself wants two. */
    private static final double LOAD_MAX = 2.5;
    private static final int FIO_SECONDS = 10;
    private static final int READS_AFTER = 5;
    private static final String MAP = "mpatha";
    private static final Pattern LOADERS = Pattern.compile("\\d+:\\s+(\\d+)\\s+\\d+\\s+\\S*BundleWiringImpl\\$BundleClassLoader");

    private RunningMpath mpath;
    private ObjectName type;

    @ParameterizedTest
    @ValueSource(strings = {"alua", "rdac"})
    void aHandlerIsReplacedUnderVerifiedIo(String family) throws Exception {
        Programs.need("fio", "fio");
        type = new ObjectName("org.mpath:type=Plugin,kind=handler,name=" + family);
        String array = "arrays = name=lab family=" + family + " controllers=2 ports=2 unit=64MiB\n";
        try (RunningMpath running =
                new RunningMpath(ShortFolders.create(), Map.of("org.mpath.transport.lab", array))) {
            mpath = running;
            mpath.awaitMap(MAP, 4);
            awaitHeldOnce();
            Path jar = jar(family);
            try (Heartbeat heartbeat = new Heartbeat(mpath.socket(), MAP)) {
                swap(family, jar, heartbeat); // what is loaded once and stays, is loaded now
                int loaders = loaders();
                Pauses calm = new Pauses();
                Pauses swaps = new Pauses();
                while (swaps.count() < SWAPS) {
                    round(family, jar, heartbeat, calm, swaps);
                }
                double load = load();
                System.out.printf("load %.1f for each processor%n", load);
                System.out.println(calm.histogram("pauses of the machine while " + family + " stays"));
                System.out.println(swaps.histogram("pauses while " + family + " is replaced"));
                Await.until("the loaders of all but the last to go", RunningMpath.LIMIT, this::loaders, count -> count <= loaders);
                assertThat(swaps.percentileMillis(50)).as("pause of a swap, ms, p50").isLessThan(PAUSE_MILLIS_MAX);
                if (load <= LOAD_MAX) {
                    assertThat(swaps.percentileMillis(99)).as("pause of a swap, ms, p99")
                            .isLessThan(PAUSE_MILLIS_MAX + calm.percentileMillis(99));
                }
            }
            mpath.awaitMap(MAP, 4);
            assertThat(mpath.shell("mpath:plugins").ok()).containsPattern("handler +" + family + " .* current +1 +" + MAP);
        }
    }

    /** As many swaps as fit into one run of the client, each followed by as much time without one. */
    private void round(String family, Path jar, Heartbeat heartbeat, Pauses calm, Pauses swaps) throws Exception {
        VerifiedIo io = VerifiedIo.start(mpath, MAP, FIO_SECONDS);
        heartbeat.longestMicros();
        while (io.running() && swaps.count() < SWAPS) {
            long began = System.nanoTime();
            swap(family, jar, heartbeat);
            swaps.add(heartbeat.longestMicros());
            long end = System.nanoTime() + (System.nanoTime() - began);
            while (System.nanoTime() - end < 0) {
                heartbeat.awaitMore(1);
            }
            calm.add(heartbeat.longestMicros());
        }
        io.finishWithoutError();
    }

    /** Replaces the handler, and waits until reads go on with the new one. */
    private void swap(String family, Path jar, Heartbeat heartbeat) throws Exception {
        mpath.invoke(new ObjectName("org.mpath:type=Plugins"), "update", family, jar.toString());
        awaitHeldOnce();
        heartbeat.awaitMore(READS_AFTER);
    }

    /** One version of the type is there, and the map holds it once. */
    private void awaitHeldOnce() {
        Await.until("one version that is held once", RunningMpath.LIMIT,
                () -> (CompositeData[]) mpath.jmx().getAttribute(type, "Versions"),
                versions -> versions.length == 1 && versions[0].get("standing").equals("current")
                        && versions[0].get("uses").equals(1));
    }

    /** How many class loaders of bundles are reachable. */
    private int loaders() throws Exception {
        String histogram = (String) mpath.jmx().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
        int count = 0;
        Matcher line = LOADERS.matcher(histogram);
        while (line.find()) {
            count += Integer.parseInt(line.group(1));
        }
        assertThat(count).as("the histogram names the loaders").isPositive();
        return count;
    }

    private static double load() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return machine.getSystemLoadAverage() / machine.getAvailableProcessors();
    }

    /** A copy of the image's jar where nobody else may write. */
    private Path jar(String family) throws IOException {
        Path jar = mpath.home().resolve("handler-" + family + ".jar");
        Path folder = Path.of(System.getProperty("mpath.image"), "system", "20");
        try (Stream<Path> jars = Files.list(folder)) {
            Files.copy(jars.filter(file -> file.toString().contains("handler-" + family)).findFirst().orElseThrow(), jar);
        }
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        return jar;
    }
}

package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.mpath.itests.support.Await;

/**
 * A runtime with a thousand maps of four paths: whatever happens to all of them at once, or never ends for one of them, who
 * asks is answered and who reads goes on.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CalmIT {
    private static final int ARRAYS = 4;
    private static final int UNITS_OF_AN_ARRAY = 250;
    private static final int MAPS = ARRAYS * UNITS_OF_AN_ARRAY + 1;
    private static final int PORTS = 4;
    /** How much longer than in a calm runtime an answer may take. */
    private static final int SLOWER_MAX = 10;
    private static final int READS = 50;
    private static final ObjectName CONFIGURATION = name("org.mpath:type=Configuration");
    private static final ObjectName ENGINE = name("org.mpath:type=Engine");

    private static RunningMpath mpath;
    /** The map of the array of one unit, and one of its paths. */
    private static String single;

    private static String path;

    @BeforeAll
    static void start() throws Exception {
        String arrays = Stream.concat(IntStream.range(0, ARRAYS).mapToObj(CalmIT::array), Stream.of("name=h controllers=2 ports=2 unit=1MiB"))
                .collect(Collectors.joining("\",\"", "arrays=[\"", "\"]\n"));
        mpath = new RunningMpath(Files.createTempDirectory("mp"), Map.of("org.mpath.transport.lab", arrays));
        mpath.awaitReady();
        awaitAllMaps();
        String[] row = mpath.shell("mpath:paths").ok().lines()
                .filter(line -> line.startsWith("lab:h."))
                .findFirst()
                .orElseThrow()
                .split(" +");
        path = row[0];
        single = row[1];
    }

    @AfterAll
    static void end() throws IOException {
        mpath.close();
    }

    private static String array(int number) {
        return "name=s" + number + " controllers=2 ports=2" + " unit=64KiB".repeat(UNITS_OF_AN_ARRAY);
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (Exception wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    private static void awaitAllMaps() {
        Await.until(MAPS + " maps of " + PORTS + " paths", RunningMpath.LIMIT,
                () -> mpath.shell("mpath:maps").output(), maps -> maps.split(" 4/4 ", -1).length == MAPS + 1);
    }

    // ---- a configuration that changes every map ----

    @Test
    @Order(1)
    void everyCommandAnswersWhileAThousandMapsAreReloaded() throws Exception {
        List<String> commands = List.of("mpath:maps", "mpath:topology", "mpath:why map " + single, "mpath:why path " + path,
                "mpath:fail " + path + " " + single, "mpath:reinstate " + path + " " + single, "mpath:show maps",
                "mpath:show paths", "mpath:config show-local");
        commands.forEach(command -> mpath.shell(command).ok()); // warms up
        List<Long> calm = new ArrayList<>();
        for (String command : commands) {
            calm.add(nanos(command));
        }
        long calmReads = readNanos();

        Reloading reloading = new Reloading();
        CompletableFuture<Void> running = CompletableFuture.runAsync(reloading);
        Await.until("the first configuration to be applied", RunningMpath.LIMIT, () -> reloading.applied.get() > 0);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(nanos(commands.get(i))).as("ns of %s while all maps are reloaded", commands.get(i))
                    .isLessThan(SLOWER_MAX * calm.get(i));
        }
        assertThat(readNanos()).as("ns of %d JMX reads while all maps are reloaded", READS).isLessThan(SLOWER_MAX * calmReads);
        reloading.stopped = true;
        running.get(RunningMpath.LIMIT.toSeconds(), TimeUnit.SECONDS);
        awaitAllMaps();
    }

    private static long nanos(String command) {
        long began = System.nanoTime();
        mpath.shell(command).ok();
        return System.nanoTime() - began;
    }

    private static long readNanos() throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            assertThat((Integer) mpath.jmx().getAttribute(ENGINE, "TotalPaths")).isEqualTo(MAPS * PORTS);
            assertThat(mpath.jmx().getAttribute(name("org.mpath:type=Map,name=" + single), "State")).isNotNull();
        }
        return System.nanoTime() - began;
    }

    /** Applies one configuration after the other, each of which changes every map. */
    private static final class Reloading implements Runnable {
        private final AtomicInteger applied = new AtomicInteger();
        private volatile boolean stopped;

        @Override
        public void run() {
            try {
                while (!stopped) {
                    String policy = applied.get() % 2 == 0 ? "failover" : "multibus";
                    Path file = Files.writeString(mpath.home().resolve("next.conf"),
                            "overrides {\n path_grouping_policy " + policy + "\n no_path_retry queue\n}\n");
                    CompositeData report = (CompositeData) mpath.invoke(CONFIGURATION, "apply", file.toString(), false);
                    assertThat((CompositeData[]) report.get("changes")).hasSize(MAPS);
                    applied.incrementAndGet();
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    // ---- a storm ----

    @Test
    @Order(2)
    void aStormOfPathsIsFewTablesAndNoErrorAndEndsInTheRightMaps() throws Exception {
        long before = changes();
        try (Heartbeat heartbeat = new Heartbeat(mpath.socket(), single)) {
            heartbeat.awaitMore(100);
            CompletableFuture<Void> storm = CompletableFuture.runAsync(() -> {
                removeAndMake(IntStream.range(0, ARRAYS).toArray());
                removeAndMake(0);
            });
            while (!storm.isDone()) {
                assertThat(mpath.shell("mpath:topology").ok()).contains(path);
                assertThat((Integer) mpath.jmx().getAttribute(ENGINE, "TotalPaths")).isGreaterThanOrEqualTo(PORTS);
            }
            storm.get();
            awaitAllMaps();
            heartbeat.awaitMore(100);
        }
        int events = 2 * (ARRAYS + 1) * UNITS_OF_AN_ARRAY * PORTS;
        assertThat(changes() - before).as("tables and removals for %d paths that came or went", events).isLessThan(events / 3);
    }

    private static void removeAndMake(int... arrays) {
        IntStream.of(arrays).forEach(number -> mpath.shell("lab:array remove s" + number).ok());
        IntStream.of(arrays).forEach(number -> mpath.shell("lab:array create " + array(number)).ok());
    }

    private static long changes() throws IOException {
        return mpath.log().lines()
                .filter(line -> line.contains(" discovery event=map.loaded") || line.contains(" discovery event=map.removed"))
                .count();
    }

    // ---- a path that answers nothing ----

    @Test
    @Order(3)
    void aPathThatAnswersNothingDelaysNeitherRescanNorConfigurationNorTheEnd() throws Exception {
        List<String> commands = List.of("mpath:rescan", "mpath:config apply " + file("failover"), "mpath:config apply " + file("multibus"));
        List<Long> calm = new ArrayList<>();
        for (String command : commands) {
            calm.add(nanos(command));
        }
        String port = path.substring("lab:".length(), path.indexOf('/'));
        mpath.shell("lab:silence " + port).ok();
        for (int i = 0; i < commands.size(); i++) {
            assertThat(nanos(commands.get(i))).as("ns of %s with a path that answers nothing", commands.get(i))
                    .isLessThan(SLOWER_MAX * calm.get(i));
        }
        mpath.awaitPath(single, path, "failed");
        assertThat(mpath.shell("mpath:maps").output().split(" 4/4 ", -1)).as("the other maps").hasSize(MAPS);
        mpath.shell("mpath:shutdown");
        Await.until("the end", () -> !mpath.alive());
    }

    private static Path file(String policy) throws IOException {
        return Files.writeString(mpath.home().resolve(policy + ".conf"),
                "overrides {\n path_grouping_policy " + policy + "\n no_path_retry queue\n}\n");
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PathState;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;

/** Thousands of paths come and go at random while all units are mapped and one of them is read from. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StormTest {
    private static final int UNITS = 1_000;
    private static final int PORTS = 4;
    private static final int EVENTS = 10_000;
    private static final int ANSWERS_AFTER = 200;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int BLOCK_BYTES = 512;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("mpath.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final FakeTransport transport = new FakeTransport();
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    private volatile boolean loading = true;

    private EventLoop reactor;
    private Fabric fabric;
    private RealDataPlane real;
    private PathInventory inventory;
    private MultipathMap read;
    /** Between two reads; reactor thread. */
    private ReactorTimer pause;

    @BeforeEach
    void setUp() throws Exception {
        System.out.println("StormTest -Dmpath.seed=" + seed);
        reactor = new EventLoop("test-reactor", 65_536, 16 << 20);
        real = new RealDataPlane(reactor, transport);
        fabric = new Fabric(reactor, UNITS);
        fabric.addTo(transport);
        inventory = new PathInventory(directory, CheckTimes.DEFAULT, MapRules.DEFAULT, real.plane, Rig.RUNTIME,
                Given.configuration(""));
        inventory.bindTransport(transport);
        assertThat(inventory.awaitSettled(LIMIT)).isTrue();
        read = real.services.stream()
                .filter(map -> map.state().unit().wwid().endsWith("%025x".formatted(1)))
                .findFirst()
                .orElseThrow();
        reactor.execute(() -> {
            pause = reactor.timer(this::readOne);
            readOne();
        });
    }

    @AfterEach
    void tearDown() {
        inventory.stop();
        real.close();
        reactor.close();
    }

    /** Reactor thread. */
    private void readOne() {
        if (loading) {
            ScsiTask task = new ScsiTask();
            task.cdbLength = Cdb.read(task.cdb, good.get() % 1_000, 1);
            task.direction = DataDirection.READ;
            task.data = ByteBuffer.allocate(BLOCK_BYTES);
            task.dataLength = BLOCK_BYTES;
            read.submit(task, ended -> {
                (ended.good() ? good : bad).incrementAndGet();
                pause.arm(PAUSE_NANOS);
            });
        }
    }

    @Test
    void tenThousandEventsAreFarFewerTablesAndDelayNobody() throws Exception {
        try (LogLines log = new LogLines("org.mpath.discovery")) {
            int readsBefore = good.get();
            List<FakePath> present = new ArrayList<>(fabric.paths);
            Thread storm = new Thread(() -> storm(present));
            storm.start();
            Answers during = new Answers();
            do {
                during.ask();
                LockSupport.parkNanos(PAUSE_NANOS); // a person asks now and then
            } while (storm.isAlive() || !inventory.settled());
            storm.join();
            Await.until("I/O to go on", () -> good.get() > readsBefore + 100, good::get);

            assertExactly(present);
            assertThat(bad).as("I/O errors").hasValue(0);
            long changes = log.lines().stream()
                    .filter(line -> line.startsWith("event=map.loaded") || line.startsWith("event=map.removed"))
                    .count();
            assertThat(changes).as("tables for %d events, seed %d", EVENTS, seed).isBetween(1L, EVENTS / 2L);

            Answers after = new Answers();
            for (int i = 0; i < ANSWERS_AFTER; i++) {
                after.ask();
            }
            System.out.println("StormTest: " + changes + " tables; answers in the storm " + during + ", after it " + after);
            assertThat(during.longestNanos).as("longest answer, beside " + after)
                    .isLessThan(TimeUnit.SECONDS.toNanos(2) + 100 * after.longestNanos);
        }
        loading = false;
    }

    /** Every path but those of the unit that is read from goes and comes, in an order of the seed. */
    private void storm(List<FakePath> present) {
        for (int i = 0; i < EVENTS; i++) {
            int number = PORTS + random.nextInt(fabric.paths.size() - PORTS);
            FakePath path = present.get(number);
            if (path == null) {
                path = fabric.again(fabric.paths.get(number));
                present.set(number, path);
                transport.add(path);
            } else {
                present.set(number, null);
                transport.remove(path);
            }
        }
    }

    private void assertExactly(List<FakePath> present) {
        Map<String, List<String>> expected = new TreeMap<>();
        for (FakePath path : present) {
            if (path != null) {
                expected.computeIfAbsent("36024d50" + "%025x".formatted(path.lun() + 1), none -> new ArrayList<>())
                        .add(path.name());
            }
        }
        Map<String, List<String>> maps = new TreeMap<>();
        real.plane.maps().forEach(map -> maps.put(map.unit().wwid(), names(map)));
        assertThat(maps).as("maps, seed %d", seed).isEqualTo(expected);
        assertThat(inventory.paths().stream().collect(Collectors.toMap(DiscoveredPath::name, path -> !path.map().isEmpty())))
                .as("paths, seed %d", seed)
                .hasSize(expected.values().stream().mapToInt(List::size).sum())
                .doesNotContainValue(false);
    }

    private static List<String> names(MapState map) {
        return map.groups().stream().map(GroupState::paths).flatMap(List::stream).map(PathState::name).sorted().toList();
    }

    /** How fast people are answered. */
    private final class Answers {
        private int count;
        private long longestNanos;

        void ask() {
            long began = System.nanoTime();
            assertThat(inventory.map(read.name())).isNotEmpty();
            assertThat(inventory.paths()).isNotEmpty();
            assertThat(real.plane.maps()).isNotEmpty();
            longestNanos = Math.max(longestNanos, System.nanoTime() - began);
            count++;
        }

        @Override
        public String toString() {
            return count + ", longest " + longestNanos / 1_000 + " us";
        }
    }
}

package org.mpath.backend.dm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.DeviceNodes;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Defaults;
import org.mpath.natives.DeviceMapperException;

/** The plane over a device-mapper in memory: what it asks of the kernel, what it shows, what it refuses. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DmDataPlaneTest {
    private static final String MAP = "mpatha";
    private static final String WWID = "3600";
    private static final String UUID = "mpath-3600";
    private static final String TABLE = "0 2048 multipath 1 queue_if_no_path 0 1 1 round-robin 0 2 1 sg:0:0:0/0 1 sg:1:0:0/0 1";
    private static final String KERNEL_TABLE = "0 2048 multipath 1 queue_if_no_path 0 1 1 round-robin 0 2 1 8:0 1 8:16 1";

    @TempDir
    Path folder;

    private final MemoryKernel kernel = new MemoryKernel();
    private final List<MapEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, PathDevice> paths = new HashMap<>();
    private DmDataPlane plane;

    @BeforeEach
    void setUp() throws Exception {
        Files.createDirectories(folder.resolve("proc/sys/kernel/random"));
        Files.writeString(folder.resolve("proc/sys/kernel/random/boot_id"), "boot-1\n");
        path("sg:0:0:0/0", 8, 0);
        path("sg:1:0:0/0", 8, 16);
        path("sg:2:0:0/0", -1, -1);
        start(Map.of());
    }

    @AfterEach
    void tearDown() {
        plane.stop();
    }

    private void start(Map<String, Object> changed) {
        DmSettings settings = Defaults.of(DmSettings.class, changed);
        plane = new DmDataPlane(folder.resolve("var").toString(), settings, kernel, kernel, kernel, this::publish, folder);
        plane.bindTransport(proxy(Transport.class, (method, arguments) -> switch (method) {
            case "type" -> "sg";
            case "paths" -> List.copyOf(paths.values());
            case "path" -> paths.get((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        }));
    }

    private MapEvent publish(long time, Kind kind, String map, String path, String from, String to, String reason) {
        MapEvent event = new MapEvent(events.size() + 1, time, kind, map, path, from, to, reason);
        events.add(event);
        return event;
    }

    private void path(String name, int major, int minor) {
        Reactor reactor = proxy(Reactor.class, (method, arguments) -> {
            ((Runnable) arguments[0]).run();
            return null;
        });
        DeviceNodes nodes = new DeviceNodes("sd", major, minor, "", "0:0:0:0", "", 0, List.of());
        paths.put(name, proxy(PathDevice.class, (method, none) -> switch (method) {
            case "name" -> name;
            case "nodes" -> nodes;
            case "reactor" -> reactor;
            default -> throw new UnsupportedOperationException(method);
        }));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private static LogicalUnit unit() {
        return new LogicalUnit(WWID, "V", "P", "1", "", 512, 2048, UnitLimits.NONE);
    }

    private void map() {
        plane.create(MAP, unit());
        plane.load(MAP, TABLE);
    }

    private List<Kind> kinds() {
        return events.stream().map(MapEvent::kind).toList();
    }

    private void await(Kind kind) {
        Await.until("event " + kind, () -> kinds().contains(kind), () -> events);
    }

    @Test
    void aMapIsTheKernelsFromItsFirstTableOn() {
        plane.create(MAP, unit());
        assertThat(kernel.has(MAP)).isFalse();
        assertThat(plane.stateOf(MAP).condition()).isEqualTo(Condition.EMPTY);
        assertThatThrownBy(() -> plane.table(MAP)).hasMessage("map mpatha has no table, so it is not in the kernel");
        plane.load(MAP, TABLE);
        assertThat(kernel.table(MAP, true)).isEqualTo(KERNEL_TABLE);
        assertThat(plane.table(MAP)).isEqualTo(KERNEL_TABLE);
        assertThat(plane.status(MAP)).isEqualTo("0 2048 multipath 2 0 0 0 1 1 E 0 2 0 8:0 A 0 8:16 A 0");
        assertThat(plane.stateOf(MAP).groups().get(0).paths()).extracting(path -> path.name())
                .containsExactly("sg:0:0:0/0", "sg:1:0:0/0");
        assertThat(kinds()).containsExactly(Kind.MAP_CREATED, Kind.PATH_ADDED, Kind.PATH_ADDED, Kind.MAP_RELOADED);
    }

    @Test
    void aRefusedTableLeavesNothing() {
        plane.create(MAP, unit());
        assertThatThrownBy(() -> plane.load(MAP, "0 2048 multipath 0 0 1 1 round-robin 0 0 1"))
                .hasMessageContaining("map mpatha: the kernel refuses the table: invalid number of paths");
        assertThat(kernel.has(MAP)).isFalse();
        plane.load(MAP, TABLE);
        assertThat(kernel.has(MAP)).isTrue();
    }

    @Test
    void aTableThatIsRefusedLaterLeavesTheLiveOne() {
        map();
        for (String bad : List.of("0 2048 multipath 0 0 1 1 round-robin 0 0 1", "0 2048 multipath 0 0 1 1 round-robin 0 1 1 666:0 1")) {
            assertThatThrownBy(() -> plane.load(MAP, bad)).hasMessageStartingWith("map mpatha: ");
            assertThat(kernel.table(MAP, true)).isEqualTo(KERNEL_TABLE);
            assertThat(kernel.table(MAP, false)).isNull();
            assertThat(plane.stateOf(MAP).condition()).isEqualTo(Condition.ACTIVE);
        }
    }

    @Test
    void refusesAPathThatTheKernelDoesNotKnow() {
        plane.create(MAP, unit());
        assertThatThrownBy(() -> plane.load(MAP, TABLE.replace("sg:1:", "sg:2:")))
                .hasMessage("map mpatha: path sg:2:0:0/0 is not known to the kernel: it has no block device, so only the core can use it");
        assertThat(kernel.calls).doesNotContain("create mpatha");
    }

    @Test
    void aPathThatFailedStaysFailedInTheNextTable() {
        map();
        plane.failPath(MAP, "sg:0:0:0/0", "checker: no answer");
        plane.load(MAP, TABLE.replace("round-robin 0 2", "round-robin 0 2"));
        assertThat(plane.status(MAP)).contains("8:0 F").contains("8:16 A");
        assertThat(plane.stateOf(MAP).groups().get(0).paths().get(0).reason()).isEqualTo("checker: no answer");
        assertThat(kinds()).filteredOn(Kind.PATH_FAILED::equals).hasSize(1);
        assertThat(kernel.calls).contains("suspend mpatha NO_FLUSH");
    }

    @Test
    void aPathNobodyCanVouchForStartsFailed() {
        plane.create(MAP, unit());
        plane.load(MAP, TABLE, path -> !path.name().startsWith("sg:1"));
        assertThat(plane.status(MAP)).contains("8:0 A").contains("8:16 F");
        plane.reinstatePath(MAP, "sg:1:0:0/0", () -> false);
        assertThat(plane.status(MAP)).contains("8:16 F");
        plane.reinstatePath(MAP, "sg:1:0:0/0", () -> true);
        assertThat(plane.status(MAP)).contains("8:16 A");
    }

    @Test
    void aPathThatIsDoubtedIsStoppedThoughItsTransportHasItNoMore() {
        map();
        PathDevice path = paths.remove("sg:0:0:0/0");
        plane.unitChanged(path, "06/3f/03");
        await(Kind.PATH_FAILED);
        assertThat(plane.status(MAP)).contains("8:0 F").contains("8:16 A");
        assertThat(plane.stateOf(MAP).groups().get(0).paths().get(0).reason()).isEqualTo("another unit may be behind it: 06/3f/03");
    }

    @Test
    void aDoubtThatComesBeforeTheKernelIsListenedToIsActedOn() {
        kernel.opening = new CompletableFuture<>();
        map();
        plane.unitChanged(paths.get("sg:0:0:0/0"), "06/3f/03");
        kernel.opening.complete(null);
        await(Kind.PATH_FAILED);
        assertThat(plane.status(MAP)).contains("8:0 F").contains("8:16 A");
    }

    @Test
    void hearsOfPathsThatTheKernelFails() {
        map();
        kernel.breakPath(MAP, "8:0");
        await(Kind.PATH_FAILED);
        assertThat(plane.stateOf(MAP).condition()).isEqualTo(Condition.DEGRADED);
        kernel.breakPath(MAP, "8:16");
        await(Kind.MAP_NO_PATH);
        assertThat(plane.stateOf(MAP).condition()).isEqualTo(Condition.QUEUEING);
        assertThat(plane.awaitEvent(MAP, 1, 0)).isEqualTo(2);
        plane.message(MAP, "reinstate_path sg:0:0:0/0");
        assertThat(kinds()).endsWith(Kind.PATH_REINSTATED, Kind.MAP_RECOVERED);
        assertThat(plane.history(MAP)).extracting(MapEvent::kind).contains(Kind.PATH_FAILED, Kind.MAP_RECOVERED);
        assertThat(plane.stateOf(MAP).totals().pathFailures()).isEqualTo(2);
    }

    @Test
    void whatHappensWhileDeviceMapperIsBusyIsHeardOfLater() {
        map();
        plane.message(MAP, "fail_path sg:0:0:0/0");
        plane.message(MAP, "reinstate_path sg:0:0:0/0");
        int before = kernel.listed();
        kernel.unusable(new DeviceMapperException("list: device-mapper is busy with \"resume of other\"", 0));
        kernel.breakPath(MAP, "8:16");
        Await.until("it is asked for", () -> kernel.listed() > before);
        kernel.unusable(null);
        Await.until("it is heard of", () -> plane.stateOf(MAP).condition() == Condition.DEGRADED);
    }

    @Test
    void ioFailsWhenNoPathComesBackInTimeAndWaitsAgainLater() {
        map();
        plane.policy(MAP, policy -> policy.with("no_path_timeout", "50"));
        kernel.breakPath(MAP, "8:0");
        kernel.breakPath(MAP, "8:16");
        Await.until("queueing ends", () -> !kernel.table(MAP, true).contains("queue_if_no_path"));
        Await.until("it is told", () -> events.stream().anyMatch(event -> event.reason().equals("I/O fails: no path for 50 ms")));
        plane.message(MAP, "reinstate_path sg:0:0:0/0");
        Await.until("queueing is back", () -> kernel.table(MAP, true).contains("queue_if_no_path"));
        assertThat(plane.stateOf(MAP).totals().queueTimeouts()).isEqualTo(1);
    }

    @Test
    void whatTheKernelHasNotIsRefused() {
        map();
        assertThatThrownBy(() -> plane.policy(MAP, MapPolicy.DEFAULT.with("fence", "fast")))
                .hasMessageContaining("only no_path_timeout can be set");
        assertThatThrownBy(() -> plane.table(MAP, TextForm.LINUX_2005)).hasMessageContaining("speaks today's form only");
        assertThatThrownBy(() -> plane.probe(MAP)).hasMessageContaining("this kernel probes no paths");
    }

    @Test
    void aMapThatSomebodyElseChangesIsNotSteeredUntilItIsAsBefore() {
        map();
        kernel.setTable(MAP, UUID, "0 2048 multipath 0 0 1 1 round-robin 0 1 1 8:0 1");
        Await.until("it is noticed", () -> plane.stateOf(MAP).pathCount() == 1);
        assertThatThrownBy(() -> plane.message(MAP, "queue_if_no_path"))
                .hasMessageStartingWith("map mpatha is not steered from here any more: somebody else gave it the table 0 2048");
        assertThatThrownBy(() -> plane.load(MAP, TABLE)).hasMessageContaining("not steered");
        kernel.setTable(MAP, UUID, KERNEL_TABLE.replace("1 queue_if_no_path", "0"));
        Await.until("it is as before", () -> plane.stateOf(MAP).pathCount() == 2);
        plane.message(MAP, "queue_if_no_path");
    }

    @Test
    void aMapThatSomebodyRemovedComesWithItsNextTable() {
        map();
        kernel.lose(MAP);
        Await.until("it is noticed", () -> plane.stateOf(MAP).condition() == Condition.EMPTY);
        plane.load(MAP, TABLE);
        assertThat(kernel.table(MAP, true)).isEqualTo(KERNEL_TABLE);
    }

    @Test
    void aMapInUseIsNotRemovedAndSaysByWhom() throws Exception {
        map();
        kernel.open(MAP, 2);
        Files.createDirectories(folder.resolve("sys/dev/block/253:0/holders/dm-9"));
        assertThat(plane.users(MAP)).containsExactly("device dm-9");
        assertThatThrownBy(() -> plane.remove(MAP)).hasMessage("map mpatha is in use by device dm-9");
        assertThat(kernel.table(MAP, true)).isEqualTo(KERNEL_TABLE);
        kernel.open(MAP, 0);
        plane.remove(MAP);
        assertThat(kernel.has(MAP)).isFalse();
        assertThat(plane.maps()).isEmpty();
    }

    @Test
    void aSuspendedMapIsRemoved() {
        map();
        plane.suspend(MAP, false);
        assertThat(plane.stateOf(MAP).condition()).isEqualTo(Condition.SUSPENDED);
        assertThatThrownBy(() -> plane.message(MAP, "fail_if_no_path")).hasMessageContaining("refuses the message");
        plane.remove(MAP);
        assertThat(kernel.has(MAP)).isFalse();
    }

    @Test
    void devicesOfOthersAreLeftAlone() throws Exception {
        kernel.setTable(MAP, "LVM-1", "0 2048 linear 8:0 0");
        assertThatThrownBy(() -> plane.create(MAP, unit()))
                .hasMessage("map mpatha: the kernel has a device mpatha already, and it is something else: UUID LVM-1");
        kernel.lose(MAP);
        kernel.setTable(MAP, UUID, KERNEL_TABLE);
        assertThatThrownBy(() -> plane.create(MAP, unit())).hasMessageContaining("was not made here").hasMessageContaining("adopt=true");
        Files.createDirectories(folder.resolve("proc/net"));
        Files.writeString(folder.resolve("proc/net/unix"), "0: 2 0 10000 1 1 20 @/org/kernel/linux/storage/multipathd\n");
        plane.stop();
        start(Map.of("adopt", true));
        assertThat(plane.maps()).isEmpty();
        assertThatThrownBy(() -> plane.create(MAP, unit())).hasMessageContaining("multipathd, which runs, has it");
        Files.delete(folder.resolve("proc/net/unix"));
        plane.create(MAP, unit());
        assertThat(plane.stateOf(MAP).pathCount()).isEqualTo(2);
    }

    @Test
    void noMapIsMadeWhileMultipathdRuns() throws Exception {
        Files.createDirectories(folder.resolve("proc/net"));
        Files.writeString(folder.resolve("proc/net/unix"), "0: 2 0 10000 1 1 20 @/org/kernel/linux/storage/multipathd\n");
        assertThatThrownBy(() -> plane.create(MAP, unit())).hasMessage("map mpatha: multipathd runs, and takes every map of this"
                + " kernel for its own: stop multipathd, or leave the map in the core");
        assertThat(plane.maps()).isEmpty();
    }

    @Test
    void aPathThatIsBusySaysWhoHasIt() throws Exception {
        Files.createDirectories(folder.resolve("sys/dev/block/8:16/holders/md0"));
        plane.create(MAP, unit());
        kernel.refused = new DeviceMapperException("the kernel refuses the table: error getting device", 16);
        assertThatThrownBy(() -> plane.load(MAP, TABLE)).hasMessage("map mpatha: the kernel refuses the table: error getting device:"
                + " path sg:1:0:0/0 is used by device md0");
        assertThat(kernel.has(MAP)).isFalse();
        kernel.refused = null;
        plane.load(MAP, TABLE);
        kernel.refused = new DeviceMapperException("the kernel refuses the table: error getting device", 16);
        assertThatThrownBy(() -> plane.load(MAP, TABLE)).hasMessageEndingWith("path sg:1:0:0/0 is used by device md0");
        assertThat(kernel.table(MAP, true)).isEqualTo(KERNEL_TABLE);
    }

    @Test
    void aUnitThatUdevCallsOtherwiseStaysOutOfTheKernel() throws Exception {
        Files.createDirectories(folder.resolve("run/udev/data"));
        Files.writeString(folder.resolve("run/udev/data/b8:16"), "I:1\nE:ID_SERIAL=1Linux\nE:ID_WWN=0x3600\n");
        plane.create(MAP, unit());
        plane.load(MAP, TABLE); // nobody acts on it
        plane.remove(MAP);
        Path rule = folder.resolve("usr/lib/udev/rules.d/56-dm-mpath.rules");
        Files.createDirectories(rule.getParent());
        Files.writeString(rule, "PROGRAM==\"multipath -U\"\n");
        plane.create(MAP, unit());
        assertThatThrownBy(() -> plane.load(MAP, TABLE)).hasMessage("map mpatha: udev calls the unit of path sg:1:0:0/0 1Linux, not"
                + " 3600, so multipathd's rule /usr/lib/udev/rules.d/56-dm-mpath.rules would fail every path: have udev name units"
                + " as multipathd does (Debian: package sg3-utils-udev)");
        assertThat(kernel.has(MAP)).isFalse();
        Files.writeString(folder.resolve("run/udev/data/b8:16"), "E:ID_SERIAL=1Linux\nE:ID_OTHER=3600\n");
        plane.load(MAP, TABLE); // multipath.conf may say that this is the property
        assertThat(kernel.has(MAP)).isTrue();
    }

    @Test
    void mapsMadeHereAreTakenBackAfterARestart() {
        map();
        plane.stop();
        start(Map.of());
        assertThat(plane.maps()).extracting(map -> map.name() + " " + map.unit().wwid()).containsExactly("mpatha 3600");
        assertThat(plane.table(MAP)).isEqualTo(KERNEL_TABLE);
        Await.until("names", () -> plane.stateOf(MAP).groups().get(0).paths().get(0).name().equals("sg:0:0:0/0"));
    }

    @Test
    void theKernelIsNotTouchedBeforeAMapNeedsIt() {
        assertThat(kernel.calls).isEmpty();
        kernel.unusable = new DeviceMapperException("there is no device-mapper here, /dev/mapper/control is missing", 0);
        assertThatThrownBy(() -> plane.create(MAP, unit()))
                .hasMessage("map mpatha: there is no device-mapper here, /dev/mapper/control is missing");
        assertThat(plane.maps()).isEmpty();
    }

    @Test
    void anotherSizeAndAnotherSelectorComeWithANewTable() {
        map();
        plane.resize(MAP, 4096);
        assertThat(kernel.table(MAP, true)).startsWith("0 4096 multipath");
        assertThat(kernel.calls).contains("suspend mpatha FLUSH_NO_LOCK");
        assertThat(plane.stateOf(MAP).unit().blocks()).isEqualTo(4096);
        plane.selector(MAP, List.of("queue-length"));
        assertThat(plane.stateOf(MAP).groups()).extracting(group -> group.selector()).containsExactly("queue-length");
        assertThat(kinds()).contains(Kind.MAP_RESIZED, Kind.SELECTOR_CHANGED);
    }
}

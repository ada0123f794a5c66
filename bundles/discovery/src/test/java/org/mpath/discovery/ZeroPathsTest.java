package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapLease;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MultipathMap;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;

/** Discovery and the real engine: a map in use loses every path and gets one back. */
class ZeroPathsTest {
    private static final int BLOCK_BYTES = 512;

    @TempDir
    Path directory;

    private final FakeTransport transport = new FakeTransport();
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
    /** First blocks of the reads that reached the unit, in order. */
    private final List<Long> reached = new CopyOnWriteArrayList<>();
    /** First blocks of the reads that ended well, in order. */
    private final List<Long> done = new CopyOnWriteArrayList<>();

    private EventLoop reactor;
    private RealDataPlane real;
    private PathInventory inventory;
    private FakePath first;
    private FakePath second;
    private MultipathMap map;
    private MapLease lease;

    @BeforeEach
    void setUp() throws Exception {
        reactor = new EventLoop("test-reactor", 4096, 16 << 20);
        real = new RealDataPlane(reactor, transport);
        unit.script = cdb -> {
            if (CdbFields.opcode(cdb) != Opcode.READ_10) {
                return FakeUnit.FALLBACK;
            }
            reached.add(CdbFields.lba(cdb));
            return Reply.good(new byte[BLOCK_BYTES]);
        };
        first = path("A0");
        second = path("B0");
        inventory = new PathInventory(directory, Rig.FAST, MapRules.DEFAULT, real.plane, Rig.RUNTIME, Given.configuration(""));
        inventory.bindTransport(transport);
        settle();
        map = real.services.get(0);
        lease = map.lease("test");
    }

    @AfterEach
    void tearDown() {
        inventory.stop();
        real.close();
        reactor.close();
    }

    private FakePath path(String port) {
        FakePath path = new FakePath(reactor, port, 0, unit);
        transport.add(path);
        return path;
    }

    private void settle() throws InterruptedException {
        assertThat(inventory.awaitSettled(Duration.ofSeconds(20))).isTrue();
    }

    private void removeAll() throws InterruptedException {
        transport.remove(first);
        transport.remove(second);
        settle();
    }

    private void read(long block) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.read(task.cdb, block, 1);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(BLOCK_BYTES);
        task.dataLength = BLOCK_BYTES;
        reactor.execute(() -> map.submit(task, ended -> done.add(ended.good() ? block : -1)));
    }

    private MapState state() {
        return real.plane.stateOf("mpatha");
    }

    @Test
    void whatIsSubmittedWithoutPathsWaitsAndCompletesInOrderThroughThePathThatComes() throws Exception {
        assertThat(real.plane.users("mpatha")).containsExactly("test");
        removeAll();
        assertThat(state().condition()).isEqualTo(MapState.Condition.EMPTY);
        assertThat(state().pathCount()).isZero();
        for (long block = 1; block <= 5; block++) {
            read(block);
        }
        Await.until("five waiting", () -> state().queued() == 5, this::state);
        assertThat(done).isEmpty();
        assertThat(reached).isEmpty();

        FakePath back = path("C5");
        Await.until("all five", () -> done.size() == 5, this::state);
        assertThat(done).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(reached).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(state().condition()).isEqualTo(MapState.Condition.ACTIVE);
        assertThat(state().groups().get(0).paths()).extracting("name").containsExactly(back.name());
        assertThat(real.services).as("the same map all the time").containsExactly(map);
        assertThat(state().unit().wwid()).isEqualTo("3" + Rig.UNITS[0]);
    }

    @Test
    void theWaitIsBoundedByTheMapsPolicy() throws Exception {
        real.plane.policy("mpatha", real.plane.policy("mpatha").with("no_path_timeout", "50"));
        removeAll();
        read(7);
        Await.until("the end of the wait", () -> done.equals(List.of(-1L)), this::state);
        assertThat(state().condition()).as("it stays, for its user").isEqualTo(MapState.Condition.EMPTY);
        path("C5");
        settle();
        read(8);
        Await.until("I/O again", () -> done.equals(List.of(-1L, 8L)), this::state);
    }

    @Test
    void theMapGoesWhenItsUserHasGone() throws Exception {
        removeAll();
        assertThat(real.services).containsExactly(map);
        lease.close();
        Await.until("no map", () -> real.plane.maps().isEmpty(), real.plane::maps);
        assertThat(real.services).isEmpty();
    }

    @Test
    void whoHearsThatTheMapIsGoneSeesNoMap() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        real.plane.bindListener(event -> {
            if (event.kind() == MapEvent.Kind.MAP_REMOVED) {
                seen.add(String.valueOf(real.plane.stateOf(event.map())));
            }
        });
        lease.close();
        removeAll();
        Await.until("the event", () -> seen.size() == 1, () -> seen);
        assertThat(seen).containsExactly("null");
    }
}

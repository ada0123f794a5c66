package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;

/** Discovery and the real engine: the paths of a unit, each of another transport, are pulled and plugged in under load. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HotPlugTest {
    private static final int BLOCK_BYTES = 512;
    private static final int AT_ONCE = 16;
    private static final int READS_AT_WORK = 500;
    private static final int ROUNDS = 3;
    /** So many reads are not answered before their path is pulled. */
    private static final int SWALLOWED = 3;

    @TempDir
    Path directory;

    private final List<FakeTransport> transports =
            List.of(new FakeTransport("lab"), new FakeTransport("iscsi"), new FakeTransport("sg"));
    private final FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
    private final AtomicInteger toSwallow = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    /** How often each request was answered that was submitted. */
    private final Map<Long, Integer> answers = new ConcurrentHashMap<>();
    private volatile boolean loading = true;

    private EventLoop reactor;
    private RealDataPlane real;
    private PathInventory inventory;
    private MultipathMap map;
    /** Reactor thread. */
    private long submitted;

    @BeforeEach
    void setUp() throws Exception {
        reactor = new EventLoop("test-reactor", 4096, 16 << 20);
        real = new RealDataPlane(reactor, transports.toArray(FakeTransport[]::new));
        unit.script = cdb -> {
            if (CdbFields.opcode(cdb) != Opcode.READ_10) {
                return FakeUnit.FALLBACK;
            }
            boolean swallow = toSwallow.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            return swallow ? null : Reply.good(new byte[BLOCK_BYTES]);
        };
        inventory = new PathInventory(directory, Rig.FAST, MapRules.DEFAULT, real.plane, Rig.RUNTIME, Given.configuration(""));
        transports.forEach(inventory::bindTransport);
    }

    @AfterEach
    void tearDown() {
        inventory.stop();
        real.close();
        reactor.close();
    }

    private FakePath plug(FakeTransport transport) {
        FakePath path = new FakePath(transport.type(), reactor, "port", 0, unit);
        transport.add(path);
        return path;
    }

    private List<String> usable() {
        return real.plane.stateOf("mpatha").groups().stream()
                .map(GroupState::paths)
                .flatMap(List::stream)
                .filter(path -> path.state() == PathState.State.ACTIVE)
                .map(PathState::name)
                .toList();
    }

    private void awaitPaths(int count) {
        Await.until(count + " usable paths", () -> usable().size() == count, this::usable);
    }

    private void submitOne() {
        if (loading) {
            long number = submitted++;
            ScsiTask task = new ScsiTask();
            task.cdbLength = Cdb.read(task.cdb, number % 1000, 1);
            task.direction = DataDirection.READ;
            task.data = ByteBuffer.allocate(BLOCK_BYTES);
            task.dataLength = BLOCK_BYTES;
            map.submit(task, ended -> {
                answers.merge(number, 1, Integer::sum);
                (ended.good() ? good : bad).incrementAndGet();
                reactor.execute(this::submitOne);
            });
        }
    }

    private void awaitWork() {
        int from = good.get();
        Await.until("I/O to go on", () -> good.get() - from > READS_AT_WORK, this::usable);
    }

    @Test
    void noRequestFailsOrIsAnsweredTwiceWhileOnePathRemains() throws Exception {
        List<FakePath> paths = new ArrayList<>();
        transports.forEach(transport -> paths.add(plug(transport)));
        assertThat(inventory.awaitSettled(Duration.ofSeconds(20))).isTrue();
        map = real.services.get(0);
        awaitPaths(3);
        assertThat(usable()).containsExactlyInAnyOrder("lab:port/0", "iscsi:port/0", "sg:port/0");
        reactor.execute(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
                submitOne();
            }
        });
        for (int turn = 0; turn < ROUNDS * paths.size(); turn++) {
            int one = turn % paths.size();
            int other = (turn + 1) % paths.size();
            pull(paths, one);
            awaitPaths(2);
            awaitWork();
            pull(paths, other);
            awaitPaths(1);
            awaitWork();
            paths.set(one, plug(transports.get(one)));
            paths.set(other, plug(transports.get(other)));
            awaitPaths(3);
            awaitWork();
        }
        loading = false;
        paths.forEach(path -> reactor.execute(path::answerSilenced));
        Await.until("the last answers", () -> good.get() + bad.get() == submitted, () -> good + " of " + submitted);
        assertThat(bad).hasValue(0);
        assertThat(answers.values()).hasSize((int) submitted).containsOnly(1);
        assertThat(real.services).as("the same map all the time").containsExactly(map);
    }

    private void pull(List<FakePath> paths, int number) {
        toSwallow.set(SWALLOWED);
        awaitWork();
        paths.get(number).cut("pulled");
        transports.get(number).remove(paths.get(number));
    }
}

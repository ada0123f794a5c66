package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.control.MapReservation;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.itests.support.Await;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.PersistentReserve;
import org.mpath.scsi.RegisteredKeys;
import org.mpath.scsi.ReservationRequest;
import org.mpath.scsi.ReservationType;
import org.mpath.scsi.Status;

/** Real engines over a real transport, I/O through the first map, and what somebody with persistent reservations does there. */
final class EngineRig implements AutoCloseable {
    static final long KEY = 0xabc;
    static final int BLOCK_BYTES = 512;

    final EventLoop reactor;
    private final Path directory;
    private Transport transport;
    private RealDataPlane real;
    PathInventory inventory;

    EngineRig(Path directory) throws Exception {
        this.directory = directory;
        this.reactor = new EventLoop("test-reactor", 4096, 16 << 20);
    }

    void start(Transport with, String configuration) throws Exception {
        transport = with;
        real = new RealDataPlane(reactor, with);
        inventory = new PathInventory(
                directory, Rig.FAST, MapRules.DEFAULT, real.plane, Rig.RUNTIME, Given.configuration(configuration));
        real.plane.bindListener(inventory::mapEvent);
        inventory.bindTransport(with);
        Await.until("the transport settles", with::settled);
        assertThat(inventory.awaitSettled(Duration.ofSeconds(20))).isTrue();
        map().lease("test");
    }

    void follow(String configuration) throws Exception {
        inventory.follow(Given.configuration(configuration), true);
        assertThat(inventory.awaitSettled(Duration.ofSeconds(20))).isTrue();
    }

    MultipathMap map() {
        return real.services.stream().filter(each -> each.name().equals("mpatha")).findFirst().orElseThrow();
    }

    MapReservation reservation() {
        return inventory.reservation("mpatha");
    }

    void awaitActive(int count) {
        Await.until(count + " usable paths", () -> activePaths() == count, inventory::paths);
    }

    int activePaths() {
        return real.plane.stateOf("mpatha").activePaths();
    }

    /** The live table of the first map. */
    String table() {
        return real.plane.table("mpatha");
    }

    DiscoveredPath seen(String path) {
        return inventory.paths().stream().filter(each -> each.name().equals(path)).findFirst().orElseThrow();
    }

    /** How a write of a block through the map ends: GOOD, or its status. */
    String write() throws Exception {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.write(task.cdb, 0, 1, false);
        task.direction = DataDirection.WRITE;
        task.changesMedium = true;
        task.data = ByteBuffer.allocate(BLOCK_BYTES);
        task.dataLength = BLOCK_BYTES;
        return words(through(done -> map().submit(task, done::accept)));
    }

    // ---- what somebody does on one path ----

    void register(String path, long key) throws Exception {
        out(path, PersistentReserve.REGISTER_AND_IGNORE, 0, ReservationRequest.register(key, false, false));
    }

    void reserve(String path, long key) throws Exception {
        out(path, PersistentReserve.RESERVE, ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY.code(), ReservationRequest.as(key, 0));
    }

    private void out(String path, int action, int type, ReservationRequest request) throws Exception {
        assertThat(words(sent(path, () -> {
            ScsiTask task = new ScsiTask();
            task.cdbLength = Cdb.persistentReserveOut(task.cdb, action, type, ReservationRequest.BYTES);
            task.direction = DataDirection.WRITE;
            task.data = ByteBuffer.wrap(request.bytes());
            task.dataLength = ReservationRequest.BYTES;
            return task;
        }))).isEqualTo("GOOD");
    }

    /** The keys that the unit has registered, as it says on one path. */
    List<Long> keys(String path) throws Exception {
        ScsiTask task = sent(path, () -> {
            ScsiTask asked = new ScsiTask();
            asked.cdbLength = Cdb.persistentReserveIn(asked.cdb, PersistentReserve.READ_KEYS, 1024);
            asked.direction = DataDirection.READ;
            asked.data = ByteBuffer.allocate(1024);
            asked.dataLength = 1024;
            return asked;
        });
        assertThat(words(task)).isEqualTo("GOOD");
        return new ArrayList<>(RegisteredKeys.parse(task.data.array()).keys());
    }

    /** Sends it again while it hears unit attentions. */
    private ScsiTask sent(String path, Supplier<ScsiTask> made) throws Exception {
        PathDevice device = transport.path(path);
        while (true) {
            ScsiTask task = through(done -> {
                ScsiTask fresh = made.get();
                fresh.begin();
                device.submit(fresh, done::accept);
            });
            if (task.delivery != Delivery.ANSWERED || task.status != Status.CHECK_CONDITION) {
                return task;
            }
        }
    }

    /** A task that was submitted on the reactor, when it is over. */
    ScsiTask through(Consumer<Consumer<ScsiTask>> submit) throws Exception {
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        reactor.execute(() -> submit.accept(done::complete));
        return done.get(20, TimeUnit.SECONDS);
    }

    private static String words(ScsiTask task) {
        return task.delivery == Delivery.ANSWERED
                ? Status.text(task.status, task.sense, task.senseLength)
                : task.delivery + " " + task.reason;
    }

    @Override
    public void close() {
        if (inventory != null) {
            inventory.stop();
            real.close();
        }
    }
}

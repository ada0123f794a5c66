package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.PathState;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SenseKey;

/**
 * Two units behind two controllers each, two paths to a controller, and everything happens to them at once: links go, numbers have no
 * unit for a while, or another one, sizes change at one controller and then at the other, commands are refused or swallowed, the
 * engine gives paths up. When it is over, every path is used again by the map of its unit, and nobody had to ask. In some worlds a
 * person asks all the time, and so lets paths into maps of other units; she asks twice more when all is over, and then it is in order.
 */
class UpsetsTest {
    private static final int WORLDS = Integer.getInteger("mpath.worlds", 16);
    private static final int UPSETS = 40;
    private static final long[] SIZES = {65_536, 131_072, 262_144};

    @TempDir
    Path directory;

    @Test
    void everyPathIsUsedAgainWhenAllIsOver() throws Exception {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        System.out.println("UpsetsTest -Dmpath.seed=" + seed);
        ExecutorService worlds = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int number = 0; number < WORLDS; number++) {
                Path folder = directory.resolve("world" + number);
                long own = seed + number;
                running.add(worlds.submit(() -> {
                    try (World world = new World(own, folder)) {
                        world.run();
                    }
                    return null;
                }));
            }
            for (Future<?> world : running) {
                world.get();
            }
        } finally {
            worlds.shutdownNow();
        }
    }

    /** A unit behind one controller. */
    private static final class Seat {
        final FakeUnit unit;
        final List<FakePath> paths = new ArrayList<>();
        String wwid;
        String map;

        Seat(String identity, boolean worldwide) {
            this.unit = new FakeUnit(identity);
            if (!worldwide) {
                unit.identification = new DeviceIdentification(List.of(Designator.t10("MPATH", identity))).bytes();
            }
        }
    }

    /** Its faults follow from its seed; when they come among what else happens does not. */
    private static final class World implements AutoCloseable {
        private final String name;
        private final Random random;
        private final List<Seat> seats = new ArrayList<>();
        /** Whether units have names that nobody else has; else content is compared. */
        private final boolean worldwide;
        /** Whether maps are in use: they stay when they have no path. */
        private final boolean used;
        /** Whether a person asks for everything to be looked at, again and again. */
        private final boolean asked;
        private final FakeUnit volume = new FakeUnit(Rig.UNITS[2]);
        private final Rig rig;
        private final PathInventory inventory;

        World(long seed, Path folder) throws Exception {
            name = "world -Dmpath.seed=" + seed;
            random = new Random(seed);
            rig = new Rig(folder);
            rig.configuration = "defaults {\n auto_resize grow_shrink\n recheck_wwid " + (random.nextBoolean() ? "yes" : "no") + "\n}\n";
            used = random.nextInt(3) > 0;
            rig.plane.users = () -> used ? List.of("somebody") : List.of();
            worldwide = random.nextInt(4) > 0;
            asked = random.nextInt(3) == 0;
            for (int number = 0; number < 2; number++) {
                for (String controller : List.of("A", "B")) {
                    Seat seat = new Seat(Rig.UNITS[number], worldwide);
                    seat.paths.add(rig.path(controller + 0, number, seat.unit));
                    seat.paths.add(rig.path(controller + 1, number, seat.unit));
                    seats.add(seat);
                }
            }
            inventory = rig.startSettled();
            seats.forEach(seat -> {
                seat.wwid = rig.seen(seat.paths.get(0)).wwid();
                seat.map = rig.seen(seat.paths.get(0)).map();
            });
        }

        void run() {
            for (int i = 0; i < UPSETS; i++) {
                upset();
                meanwhile();
            }
            calm();
            for (int i = 0; asked && i < 2; i++) {
                inventory.rescan();
                Await.until(name + ": settled", this::settled, this::seen);
            }
            Await.until(name + ": every path in use by the map of its unit", this::inOrder, this::seen);
        }

        private void upset() {
            Seat seat = seats.get(random.nextInt(seats.size()));
            FakePath path = seat.paths.get(random.nextInt(seat.paths.size()));
            switch (random.nextInt(asked ? 13 : 11)) {
                case 0 -> path.cut("pulled");
                case 1, 2 -> path.heal();
                case 3 -> path.unit = volume;
                case 4 -> path.unit = seat.unit;
                case 5 -> next(seat, Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x25, 0));
                case 6 -> next(seat, Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x0e));
                case 7 -> resize(seat);
                case 8 -> rig.plane.fail(path.name());
                case 9 -> exchange();
                case 11, 12 -> inventory.rescan();
                default -> next(seat, null);
            }
        }

        /** The next commands have this answer, or none; INQUIRY is never refused (SPC-5, 6.7.1). */
        private void next(Seat seat, Reply reply) {
            AtomicInteger left = new AtomicInteger(1 + random.nextInt(6));
            seat.unit.script = cdb -> (reply == null || CdbFields.opcode(cdb) != Opcode.INQUIRY) && left.getAndDecrement() > 0
                    ? reply : FakeUnit.FALLBACK;
        }

        /** The two units change places. Where a map may go meanwhile, and its paths join the other one, a person has to ask after. */
        private void exchange() {
            if (!used && !asked) {
                return;
            }
            for (int i = 0; i < seats.size() / 2; i++) {
                Seat first = seats.get(i);
                Seat second = seats.get(i + seats.size() / 2);
                for (int port = 0; port < first.paths.size(); port++) {
                    FakeUnit unit = first.paths.get(port).unit;
                    first.paths.get(port).unit = second.paths.get(port).unit;
                    second.paths.get(port).unit = unit;
                }
                next(first, Reply.sense(SenseKey.UNIT_ATTENTION, 0x3f, 0x03));
            }
        }

        private void resize(Seat seat) {
            if (!worldwide) {
                return; // a person has to say then whether it is the same unit
            }
            seat.unit.capacity = blocks(SIZES[random.nextInt(SIZES.length)]);
            if (random.nextBoolean()) {
                next(seat, Reply.sense(SenseKey.UNIT_ATTENTION, 0x2a, 0x09));
            }
        }

        private static ReadCapacity blocks(long blocks) {
            return new ReadCapacity(blocks, 512, 0, true, true);
        }

        /** Until some path has been asked a few things more, or at once. */
        private void meanwhile() {
            FakePath path = seats.get(random.nextInt(seats.size())).paths.get(0);
            int until = path.received.size() + random.nextInt(4);
            Await.until(name + ": commands", () -> {
                abortTheSwallowed();
                assertNobodyMovedIn();
                return path.received.size() >= until || path.linkReason != null;
            }, this::seen);
        }

        /** While maps stay, a path whose unit becomes another one joins no other map by itself. */
        private void assertNobodyMovedIn() {
            for (Seat seat : used && !asked ? seats : List.<Seat>of()) {
                for (FakePath path : seat.paths) {
                    DiscoveredPath seen = rig.seen(path);
                    assertThat(seen.map().isEmpty() || seen.map().equals(seat.map)).as("%s: %s", name, seen).isTrue();
                }
            }
        }

        /** What has no answer is aborted after a while, as transports do. */
        private void abortTheSwallowed() {
            seats.forEach(seat -> seat.paths.forEach(path -> path.reactor().execute(path::answerSilenced)));
        }

        /** All is well from now on, and the units say what they say then. */
        private void calm() {
            for (Seat seat : seats) {
                seat.unit.capacity = blocks(calmBlocks());
                AtomicInteger told = new AtomicInteger(1);
                seat.unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.TEST_UNIT_READY && told.getAndDecrement() > 0
                        ? Reply.sense(SenseKey.UNIT_ATTENTION, 0x2a, 0x09) : FakeUnit.FALLBACK;
                for (FakePath path : seat.paths) {
                    path.unit = seat.unit;
                    path.heal();
                }
            }
        }

        private long calmBlocks() {
            return SIZES[worldwide ? 2 : 1];
        }

        private boolean settled() {
            abortTheSwallowed();
            return inventory.settled();
        }

        private boolean inOrder() {
            abortTheSwallowed();
            return seats.stream().allMatch(seat -> seat.paths.stream().allMatch(path -> inUse(path, seat.wwid)));
        }

        private boolean inUse(FakePath path, String wwid) {
            FakeDataPlane.Loaded map = rig.plane.loaded(rig.seen(path).map());
            return map != null && map.unit.wwid().equals(wwid) && map.unit.blocks() == calmBlocks()
                    && rig.plane.state(path.name()) == PathState.State.ACTIVE;
        }

        private String seen() {
            StringBuilder text = new StringBuilder();
            inventory.paths().forEach(path -> text.append('\n').append(path.name()).append(' ').append(path.map()).append(' ')
                    .append(path.checker()).append(' ').append(rig.plane.state(path.name())).append(' ').append(path.wwid())
                    .append(' ').append(path.sizeBytes()).append(' ').append(path.reason()));
            return text.toString();
        }

        @Override
        public void close() {
            rig.close();
        }
    }
}

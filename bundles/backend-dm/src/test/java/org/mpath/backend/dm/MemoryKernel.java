package org.mpath.backend.dm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.mpath.core.MapTable;
import org.mpath.natives.ControlFile;
import org.mpath.natives.DeviceMapper;
import org.mpath.natives.DeviceMapperException;
import org.mpath.natives.EventSocket;
import org.mpath.natives.KernelEvents;
import org.mpath.natives.ListedDevice;
import org.mpath.natives.MappedDevice;
import org.mpath.natives.NodeAccess;
import org.mpath.natives.OpenFile;
import org.mpath.natives.ReadySet;
import org.mpath.natives.ReadySets;
import org.mpath.natives.TargetLine;

/** Device-mapper without a kernel: tables, path states and event counters in memory, and uevents for what changes. */
final class MemoryKernel implements DeviceMapper, ReadySets, KernelEvents {
    private static final int ENXIO = 6;
    private static final int EBUSY = 16;
    private static final int EINVAL = 22;

    /** A device as the kernel has it. */
    private static final class Device {
        final String uuid;
        final int minor;
        String table;
        String loaded;
        boolean suspended;
        long events;
        int open;
        final TreeSet<String> failed = new TreeSet<>();

        Device(String uuid, int minor) {
            this.uuid = uuid;
            this.minor = minor;
        }
    }

    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Queue<String> uevents = new ConcurrentLinkedQueue<>();
    private final Pipe pipe;
    /** Who opens the counters waits for this. */
    volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);
    final List<String> calls = new ArrayList<>();
    /** What every call is refused with; null when none is. */
    DeviceMapperException unusable;
    /** What every table is refused with; null when none is. */
    DeviceMapperException refused;

    MemoryKernel() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- what happens in the kernel by itself ----

    synchronized void unusable(DeviceMapperException reason) {
        unusable = reason;
    }

    synchronized int listed() {
        return (int) calls.stream().filter("list"::equals).count();
    }

    synchronized void breakPath(String name, String path) {
        Device device = devices.get(name);
        if (device.failed.add(path)) {
            device.events++;
            changed(device);
        }
    }

    synchronized void open(String name, int times) {
        devices.get(name).open = times;
    }

    /** Somebody else gives it a table. */
    synchronized void setTable(String name, String uuid, String table) {
        Device device = devices.computeIfAbsent(name, fresh -> new Device(uuid, devices.size()));
        device.table = table;
        changed(device);
    }

    synchronized void lose(String name) {
        changed(devices.remove(name));
    }

    synchronized String table(String name, boolean live) {
        return live ? devices.get(name).table : devices.get(name).loaded;
    }

    synchronized boolean has(String name) {
        return devices.containsKey(name);
    }

    private void changed(Device device) {
        uevents.add("change@/devices/virtual/block/dm-" + device.minor);
        try {
            pipe.sink().write(ByteBuffer.allocate(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- DeviceMapper ----

    private Device device(String call, String name) throws DeviceMapperException {
        calls.add(call);
        if (unusable != null) {
            throw unusable;
        }
        Device device = devices.get(name);
        if (device == null) {
            throw new DeviceMapperException("device " + name + " cannot be read: No such device", ENXIO);
        }
        return device;
    }

    private void judge(TargetLine table) throws DeviceMapperException {
        if (refused != null) {
            throw refused;
        }
        try {
            MapTable.parse(table.toString());
        } catch (IllegalArgumentException wrong) {
            throw new DeviceMapperException("the kernel refuses the table: " + wrong.getMessage(), EINVAL);
        }
    }

    @Override
    public String version() {
        return "4.47.0";
    }

    @Override
    public synchronized List<ListedDevice> list() throws DeviceMapperException {
        calls.add("list");
        if (unusable != null) {
            throw unusable;
        }
        return devices.entrySet().stream().map(entry -> new ListedDevice(entry.getKey(), entry.getValue().events)).toList();
    }

    @Override
    public synchronized MappedDevice device(String name) throws DeviceMapperException {
        if (unusable != null) {
            throw unusable;
        }
        Device device = devices.get(name);
        return device == null
                ? null
                : new MappedDevice(name, device.uuid, 253, device.minor, device.open, device.events, device.suspended, device.table != null);
    }

    @Override
    public synchronized void create(String name, String uuid, NodeAccess access, TargetLine table) throws DeviceMapperException {
        calls.add("create " + name);
        judge(table);
        devices.put(name, new Device(uuid, devices.size()));
        devices.get(name).table = table.toString();
    }

    @Override
    public synchronized void reload(String name, TargetLine table) throws DeviceMapperException {
        Device device = device("reload " + name, name);
        judge(table);
        device.loaded = table.toString();
    }

    @Override
    public synchronized void clear(String name) throws DeviceMapperException {
        device("clear " + name, name).loaded = null;
    }

    @Override
    public synchronized void suspend(String name, Suspend how) throws DeviceMapperException {
        device("suspend " + name + " " + how, name).suspended = true;
    }

    @Override
    public synchronized void resume(String name) throws DeviceMapperException {
        Device device = device("resume " + name, name);
        if (device.loaded != null && device.loaded.contains(" 666:0 ")) {
            throw new DeviceMapperException("device " + name + ": it cannot be resumed: Invalid argument", EINVAL);
        }
        if (device.loaded != null) {
            device.table = device.loaded;
            device.loaded = null;
            device.failed.clear();
        }
        device.suspended = false;
    }

    @Override
    public synchronized void remove(String name, boolean deferred) throws DeviceMapperException {
        if (device("remove " + name, name).open > 0) {
            throw new DeviceMapperException("device " + name + ": it cannot be removed: Device or resource busy", EBUSY);
        }
        devices.remove(name);
    }

    @Override
    public void rename(String name, String newName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void message(String name, String words) throws DeviceMapperException {
        Device device = device("message " + words, name);
        if (device.suspended) {
            throw new DeviceMapperException("device " + name + ": the kernel refuses the message '" + words + "'", EBUSY);
        }
        String[] parts = words.split(" ");
        MapTable table = MapTable.parse(device.table);
        switch (parts[0]) {
            case "queue_if_no_path" -> device.table = table.withQueueing(true).text();
            case "fail_if_no_path" -> device.table = table.withQueueing(false).text();
            case "fail_path" -> device.events += device.failed.add(parts[1]) ? 1 : 0;
            case "reinstate_path" -> device.events += device.failed.remove(parts[1]) ? 1 : 0;
            default -> throw new DeviceMapperException("device " + name + ": the kernel refuses the message", EINVAL);
        }
    }

    @Override
    public synchronized List<TargetLine> table(String name) throws DeviceMapperException {
        return List.of(TargetLine.of(device("table", name).table));
    }

    @Override
    public synchronized List<TargetLine> status(String name) throws DeviceMapperException {
        Device device = device("status", name);
        MapTable table = MapTable.parse(device.table);
        StringBuilder words = new StringBuilder("2 0 0 0 " + table.groups().size() + " " + Math.min(1, table.groups().size()));
        table.groups().forEach(group -> {
            words.append(" E 0 ").append(group.paths().size()).append(" 0");
            group.paths().forEach(path -> words.append(' ').append(path.name())
                    .append(device.failed.contains(path.name()) ? " F 1" : " A 0"));
        });
        return List.of(new TargetLine(0, table.sectors(), "multipath", words.toString()));
    }

    @Override
    public void probe(String name) throws DeviceMapperException {
        throw new DeviceMapperException("device " + name + ": this kernel probes no paths; Linux 6.16 is the first", EINVAL);
    }

    /** The counters are not heard of here: uevents are. */
    @Override
    public ControlFile openEvents() {
        opening.orTimeout(20, TimeUnit.SECONDS).join();
        return null;
    }

    // ---- ReadySets and KernelEvents ----

    @Override
    public ReadySet open(int filesMax) {
        return new ReadySet() {
            private long token;

            @Override
            public SelectableChannel channel() {
                return pipe.source();
            }

            @Override
            public void add(OpenFile file, long added) {
                token = added; // of the counters
            }

            @Override
            public void remove(OpenFile file) {}

            @Override
            public int forEachReady(LongConsumer each) {
                try {
                    if (pipe.source().read(ByteBuffer.allocate(1024)) > 0) {
                        each.accept(token + 1);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return 1;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public EventSocket open() {
        return new EventSocket() {
            @Override
            public int receive(byte[] into) {
                String next = uevents.poll();
                if (next == null) {
                    return NOTHING;
                }
                byte[] bytes = next.getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(bytes, 0, into, 0, bytes.length);
                return bytes.length;
            }

            @Override
            public void watch(ReadySet set, long token) {}

            @Override
            public void unwatch(ReadySet set) {}

            @Override
            public void close() {}
        };
    }
}

package org.mpath.transport.sg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.mpath.natives.NativeException;
import org.mpath.natives.OpenFile;
import org.mpath.natives.ReadySet;
import org.mpath.natives.ReadySets;
import org.mpath.natives.ScsiNode;
import org.mpath.natives.ScsiNodes;
import org.mpath.natives.SgHeader;
import org.mpath.natives.SgNodes;

/**
 * The sg driver as far as a path sees it: sixteen requests for each opening, ready while one of them is over or the device
 * is being removed. Addresses are of a space of its own.
 */
final class FakeKernel implements ScsiNodes, ReadySets {
    static final int EAGAIN = 11;
    private static final int EDOM = 33;

    private final TreeMap<Long, ByteBuffer> memory = new TreeMap<>();
    private final Map<ByteBuffer, Long> addresses = new IdentityHashMap<>();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Ready ready = new Ready();
    private long next = 1 << 20;
    /** What {@link ScsiNode#send} answers next instead of taking the request. */
    final ArrayDeque<Integer> refusals = new ArrayDeque<>();

    volatile int resetErrno;
    volatile boolean denied;
    final AtomicInteger resets = new AtomicInteger();

    // ---- memory ----

    @Override
    public synchronized long addressOf(ByteBuffer direct) {
        return addresses.computeIfAbsent(direct, buffer -> {
            long address = next;
            next += (buffer.capacity() + 8191L) & -4096L;
            memory.put(address, buffer);
            return address;
        });
    }

    private synchronized ByteBuffer at(long address, int bytes) {
        Map.Entry<Long, ByteBuffer> entry = memory.floorEntry(address);
        int offset = Math.toIntExact(address - entry.getKey());
        return entry.getValue().duplicate().clear().slice(offset, bytes).order(ByteOrder.nativeOrder());
    }

    // ---- nodes ----

    @Override
    public ScsiNode open(String device) throws NativeException {
        if (denied) {
            new SgNodes().open("/nowhere" + device);
        }
        Node node = new Node(device);
        nodes.add(node);
        return node;
    }

    List<Node> open() {
        return nodes.stream().filter(node -> node.open).toList();
    }

    /** The requests of all openings, in the order in which they came. */
    synchronized List<Request> requests() {
        return nodes.stream().flatMap(node -> node.requests.stream()).toList();
    }

    /** A request the driver has. */
    final class Request {
        final Node node;
        final ByteBuffer header = ByteBuffer.allocate(SgHeader.BYTES).order(ByteOrder.nativeOrder());

        Request(Node node, ByteBuffer sent) {
            this.node = node;
            header.put(0, sent, 0, SgHeader.BYTES);
        }

        int timeoutMillis() {
            return header.getInt(40);
        }

        int opcode() {
            return at(header.getLong(24), 1).get(0) & 0xff;
        }

        byte[] data() {
            byte[] data = new byte[header.getInt(12)];
            at(header.getLong(16), data.length).get(0, data);
            return data;
        }

        /** It ends well, with these data. */
        void good(byte... data) {
            end(0, 0, data);
        }

        void end(int status, int hostStatus, byte... data) {
            header.put(64, (byte) status).putShort(68, (short) hostStatus).putInt(72, header.getInt(12) - data.length);
            if (data.length > 0 && node.open) {
                at(header.getLong(16), data.length).put(0, data);
            }
            over();
        }

        void check(byte... sense) {
            at(header.getLong(32), sense.length).put(0, sense);
            header.put(67, (byte) sense.length);
            end(2, 0);
        }

        private void over() {
            synchronized (FakeKernel.this) {
                node.requests.remove(this);
                node.done.addLast(this);
            }
            ready.wake();
        }
    }

    final class Node implements ScsiNode {
        private final String name;
        final List<Request> requests = new CopyOnWriteArrayList<>();
        private final ArrayDeque<Request> done = new ArrayDeque<>();
        private volatile boolean open = true;
        private volatile boolean removed;

        Node(String name) {
            this.name = name;
        }

        /** The device is being removed. */
        void remove() {
            removed = true;
            ready.wake();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int send(long header) {
            synchronized (FakeKernel.this) {
                if (!refusals.isEmpty()) {
                    return refusals.poll();
                }
                if (requests.size() + done.size() == SgFile.REQUESTS) {
                    return EDOM;
                }
                requests.add(new Request(this, at(header, SgHeader.BYTES)));
                return 0;
            }
        }

        @Override
        public int receive(long header) {
            synchronized (FakeKernel.this) {
                Request over = done.poll();
                if (over == null) {
                    return EAGAIN;
                }
                at(header, SgHeader.BYTES).put(0, over.header, 0, SgHeader.BYTES);
                return 0;
            }
        }

        @Override
        public int execute(long header) {
            throw new AssertionError("a path never waits for a command");
        }

        @Override
        public int resetUnit() {
            resets.incrementAndGet();
            return resetErrno;
        }

        @Override
        public void watch(ReadySet set, long token) {
            ready.watched.put(this, token);
        }

        @Override
        public void unwatch(ReadySet set) {
            ready.watched.remove(this);
        }

        @Override
        public void close() {
            open = false;
            ready.watched.remove(this);
        }
    }

    // ---- readiness ----

    @Override
    public ReadySet open(int filesMax) {
        return ready;
    }

    /** Something else that a set waits for. */
    interface Signal {
        void raise();
    }

    /** A set that takes signals too. */
    interface Watching {
        Signal signal(long token, BooleanSupplier raised);
    }

    private final class Ready implements ReadySet, Watching {
        private final Map<Node, Long> watched = new ConcurrentHashMap<>();
        private final Map<Long, BooleanSupplier> signals = new ConcurrentHashMap<>();
        private final Pipe pipe = pipe();

        private static Pipe pipe() {
            try {
                Pipe pipe = Pipe.open();
                pipe.source().configureBlocking(false);
                return pipe;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void wake() {
            try {
                pipe.sink().write(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Signal signal(long token, BooleanSupplier raised) {
            signals.put(token, raised);
            return this::wake;
        }

        @Override
        public SelectableChannel channel() {
            return pipe.source();
        }

        @Override
        public void add(OpenFile file, long token) {
            throw new AssertionError("nodes watch themselves");
        }

        @Override
        public void remove(OpenFile file) {
            throw new AssertionError("nodes watch themselves");
        }

        @Override
        public int forEachReady(LongConsumer each) {
            try {
                pipe.source().read(ByteBuffer.allocate(64));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<Long> tokens = new ArrayList<>();
            watched.forEach((node, token) -> {
                synchronized (FakeKernel.this) {
                    if (node.removed || !node.done.isEmpty()) {
                        tokens.add(token);
                    }
                }
            });
            signals.forEach((token, raised) -> {
                if (raised.getAsBoolean()) {
                    tokens.add(token);
                }
            });
            tokens.forEach(each::accept);
            if (!tokens.isEmpty()) {
                wake(); // level-triggered: asked again until nothing is ready
            }
            return tokens.size();
        }

        @Override
        public void close() {
            watched.clear();
        }
    }
}

package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.itests.support.Await;
import org.mpath.natives.EventSocket;
import org.mpath.natives.ReadySet;
import org.mpath.reactor.EventLoop;

class SgTransportTest {
    @TempDir
    Path root;

    private final FakeKernel kernel = new FakeKernel();
    private final Events events = new Events();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private EventLoop loop;
    private SgTransport transport;

    /** Uevents that a test sends. */
    private static final class Events implements EventSocket {
        private final ArrayDeque<Object> waiting = new ArrayDeque<>();
        private FakeKernel.Signal signal;

        synchronized void send(Object event) {
            waiting.add(event);
            signal.raise();
        }

        @Override
        public synchronized int receive(byte[] into) {
            Object next = waiting.poll();
            if (next instanceof Integer code) {
                return code;
            }
            byte[] bytes = next == null ? new byte[0] : ((String) next).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, into, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public void watch(ReadySet set, long token) {
            signal = ((FakeKernel.Watching) set).signal(token, () -> !waiting.isEmpty());
        }

        @Override
        public void unwatch(ReadySet set) {}

        @Override
        public void close() {}
    }

    private void start(Map<String, Object> settings) throws Exception {
        loop = new EventLoop("test-reactor", 1024, 8 << 20);
        SgConfiguration configuration = (SgConfiguration) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {SgConfiguration.class},
                (proxy, method, none) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
        transport = new SgTransport(loop, new SgTransport.Kernel(kernel, kernel, () -> events), configuration, root);
        transport.addListener(new TransportListener() {
            @Override
            public void pathAppeared(PathDevice path) {
                news.add("+" + path.name());
            }

            @Override
            public void pathGone(PathDevice path, String reason) {
                news.add("-" + path.name());
            }

            @Override
            public void settledChanged(Transport changed) {
                news.add("settled");
            }
        });
    }

    @AfterEach
    void stop() {
        transport.stop();
        loop.close();
    }

    private static void delete(Path tree) throws Exception {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String event(String action, String path) {
        return action + "@" + path + "\0ACTION=" + action + "\0DEVPATH=" + path + "\0SUBSYSTEM=scsi_generic\0";
    }

    @Test
    void touchesNothingUntilItIsEnabled() throws Exception {
        TreeText.of(root, "scsi-debug.tree");
        start(Map.of());
        assertThat(transport.settled()).isTrue();
        assertThat(transport.paths()).isEmpty();
        assertThat(transport.note()).contains("enabled is false");
        transport.rescan();
        assertThat(kernel.open()).isEmpty();
    }

    @Test
    void bringsTheDisksOfTheHostAndFindsThemByEveryName() throws Exception {
        TreeText.of(root, "scsi-debug.tree");
        start(Map.of("enabled", true));
        Await.until("the first scan", Rig.LIMIT, transport::settled);
        assertThat(transport.paths()).extracting(PathDevice::name)
                .containsExactly("sg:0:0:0/0", "sg:0:0:0/1", "sg:1:0:0/0", "sg:1:0:0/1");
        assertThat(transport.note()).isEmpty();
        PathDevice path = transport.path("sg:1:0:0/0");
        for (String word : List.of(path.nodes().block(), "/dev/" + path.nodes().block(), path.nodes().numbers(), "sg2", "/dev/sg2")) {
            assertThat(transport.path(word)).as(word).isSameAs(path);
        }
        assertThat(transport.path("")).isNull();
        assertThat(transport.path("/dev/")).isNull();
    }

    @Test
    void followsTheKernelWhenItTellsOfABurst() throws Exception {
        TreeText.of(root, "scsi-debug.tree");
        start(Map.of("enabled", true));
        Await.until("the first scan", Rig.LIMIT, transport::settled);
        delete(root.resolve("sys/class/scsi_generic/sg3"));
        for (int i = 0; i < 200; i++) {
            events.send(event("remove", "/devices/host1/target1:0:0/1:0:0:1/scsi_generic/sg3"));
        }
        Await.until("the path to go", Rig.LIMIT, () -> news.contains("-sg:1:0:0/1"));
        assertThat(transport.path("sg3")).isNull();
        assertThat(kernel.open()).hasSize(3);
    }

    @Test
    void looksAtEverythingWhenEventsWereLost() throws Exception {
        TreeText.of(root, "scsi-debug.tree");
        start(Map.of("enabled", true));
        Await.until("the first scan", Rig.LIMIT, transport::settled);
        delete(root.resolve("sys/class/scsi_generic/sg0"));
        events.send(EventSocket.FOREIGN);
        events.send(EventSocket.OVERRUN);
        Await.until("the path to go", Rig.LIMIT, () -> news.contains("-sg:0:0:0/0"));
    }

    @Test
    void anotherDeviceAtTheSameAddressIsAnotherPath() throws Exception {
        TreeText.of(root, "scsi-debug.tree");
        start(Map.of("enabled", true));
        Await.until("the first scan", Rig.LIMIT, transport::settled);
        PathDevice before = transport.path("sg:0:0:0/0");
        kernel.open().get(0).remove();
        Await.until("the new path", Rig.LIMIT, () -> news.indexOf("+sg:0:0:0/0") >= 0
                && transport.path("sg:0:0:0/0") != null && transport.path("sg:0:0:0/0") != before);
        assertThat(news).contains("-sg:0:0:0/0");
    }

    @Test
    void saysOnceWhatCannotBeOpened() throws Exception {
        TreeText.of(root, "scsi-debug.tree");
        kernel.denied = true;
        start(Map.of("enabled", true));
        Await.until("the first scan", Rig.LIMIT, transport::settled);
        assertThat(transport.paths()).isEmpty();
        assertThat(transport.note()).startsWith("4 of 4 disk(s) could not be opened: open /nowhere/dev/sg0: ");
    }

    @Test
    void saysThatThereIsNothing() throws Exception {
        start(Map.of("enabled", true));
        Await.until("the first scan", Rig.LIMIT, transport::settled);
        assertThat(transport.note()).isEqualTo("this host has no SCSI devices with generic nodes");
    }
}

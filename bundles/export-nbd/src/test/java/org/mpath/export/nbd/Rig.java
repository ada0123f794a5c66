package org.mpath.export.nbd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.mpath.api.map.UnitLimits;
import org.mpath.reactor.EventLoop;

/** A server on a real reactor with maps over memory, on a Unix socket and on a TCP port the kernel chose. */
final class Rig implements AutoCloseable {
    static final int MEBIBYTE = 1 << 20;
    private static final long SECOND_NANOS = 1_000_000_000L;

    final EventLoop reactor;
    final NbdServer server;
    final Path directory;

    Rig() throws Exception {
        this(new Connections.Limits(256, 10 * SECOND_NANOS, 120 * SECOND_NANOS), 192 * MEBIBYTE);
    }

    Rig(Connections.Limits limits, long buffersBytesMax) throws Exception {
        directory = Files.createTempDirectory("nbd");
        reactor = new EventLoop("test-reactor", 4096, buffersBytesMax);
        server = new NbdServer(reactor, limits);
        server.listen(directory.resolve("s"));
        server.listen("127.0.0.1:0");
    }

    /** Exports a new map of 512-byte blocks. */
    MemoryMap map(String name, int sizeBytes, UnitLimits limits) {
        MemoryMap map = new MemoryMap(name, reactor, sizeBytes, 512, limits);
        server.add(map);
        return map;
    }

    SocketAddress unix() {
        return UnixDomainSocketAddress.of(directory.resolve("s"));
    }

    InetSocketAddress tcp() {
        return server.tcpAddress();
    }

    String unixUri(String export) {
        return "nbd+unix:///" + export + "?socket=" + directory.resolve("s");
    }

    String tcpUri(String export) {
        return "nbd://127.0.0.1:" + tcp().getPort() + '/' + export;
    }

    @Override
    public void close() throws IOException {
        server.close();
        reactor.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package org.mpath.natives;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sockets of which the descriptor's number can be found out: by their name, which nobody else has. */
final class NamedSocket {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int ADDRESS_BYTES = 110;
    private static final int FAMILY_BYTES = 2;

    private NamedSocket() {}

    /** A connected socket bound to a name of its own; its peer and the name's file are gone already. */
    static SocketChannel open() throws IOException {
        Path folder = Files.createTempDirectory("mpath-epoll");
        Path listening = folder.resolve("l");
        Path name = folder.resolve("s");
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(listening));
            socket.bind(UnixDomainSocketAddress.of(name));
            socket.connect(UnixDomainSocketAddress.of(listening));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        } finally {
            Files.deleteIfExists(listening);
            Files.deleteIfExists(name);
            Files.deleteIfExists(folder);
        }
    }

    /** The number of the descriptor that has the socket's name. */
    static int numberOf(SocketChannel socket) throws IOException {
        String name = socket.getLocalAddress().toString();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                int fd = Integer.parseInt(descriptor.getFileName().toString());
                if (name.equals(nameOf(fd))) {
                    return fd;
                }
            }
        }
        throw new IOException("no descriptor in " + DESCRIPTORS + " has the name " + name);
    }

    private static String nameOf(int fd) {
        byte[] address = new byte[ADDRESS_BYTES];
        int[] length = {ADDRESS_BYTES};
        if (Kernel.libc().getsockname(fd, address, length) != 0 || length[0] <= FAMILY_BYTES + 1) {
            return null;
        }
        int end = FAMILY_BYTES;
        while (end < Math.min(length[0], ADDRESS_BYTES) && address[end] != 0) {
            end++;
        }
        return new String(address, FAMILY_BYTES, end - FAMILY_BYTES, StandardCharsets.UTF_8);
    }
}

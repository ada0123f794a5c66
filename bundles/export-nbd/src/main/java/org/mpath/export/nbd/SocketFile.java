package org.mpath.export.nbd;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A Unix socket that only its owner can reach, from the first moment on: a socket is born with the permissions of the
 * umask, so it is bound inside a new directory of mode 0700, made 0600 there, and only then moved to its place.
 */
final class SocketFile {
    /** Longest path of a socket, in bytes: sun_path without the final NUL. */
    static final int PATH_BYTES_MAX = 107;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int BACKLOG = 128;
    private static final int FILE_TYPE_MASK = 0170000;
    private static final int SOCKET_TYPE = 0140000;

    private final Path path;
    private final ServerSocketChannel server;
    private final Object fileKey;

    private SocketFile(Path path, ServerSocketChannel server, Object fileKey) {
        this.path = path;
        this.server = server;
        this.fileKey = fileKey;
    }

    /** Binds a socket at {@code path}; makes its directory, mode 0700, when it is not there. */
    static SocketFile bind(Path path) throws ListenException {
        Path absolute = path.toAbsolutePath().normalize();
        checkLength(absolute);
        try {
            Path directory = absolute.getParent();
            Files.createDirectories(directory, OWNER_DIRECTORY);
            checkFree(absolute);
            return bind(absolute, directory);
        } catch (IOException e) {
            throw new ListenException("socket " + absolute + " cannot be made: " + e);
        }
    }

    ServerSocketChannel server() {
        return server;
    }

    Path path() {
        return path;
    }

    /** Removes the file, unless somebody else has put theirs in its place. */
    void remove() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && fileKey.equals(fileKey(path))) {
            Files.delete(path);
        }
    }

    private static SocketFile bind(Path path, Path directory) throws IOException, ListenException {
        Path room = directory.resolve(temporaryName());
        Path newborn = room.resolve("s");
        checkLength(newborn);
        Files.createDirectory(room, OWNER_DIRECTORY);
        ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.configureBlocking(false);
            server.bind(UnixDomainSocketAddress.of(newborn), BACKLOG);
            Files.setPosixFilePermissions(newborn, OWNER_FILE);
            Object fileKey = fileKey(newborn);
            Files.move(newborn, path, StandardCopyOption.ATOMIC_MOVE);
            return new SocketFile(path, server, fileKey);
        } catch (IOException | RuntimeException e) {
            Listener.closeQuietly(server);
            Files.deleteIfExists(newborn);
            throw e;
        } finally {
            Files.deleteIfExists(room);
        }
    }

    private static void checkLength(Path path) throws ListenException {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > PATH_BYTES_MAX) {
            throw new ListenException("socket path " + path + " is " + bytes + " bytes long, and a Unix socket has room for "
                    + PATH_BYTES_MAX + ": set a shorter one (socket in org.mpath.export.nbd)");
        }
    }

    /**
     * A socket that nobody listens on is left from a run that was killed and is replaced; anything else is not ours.
     */
    private static void checkFree(Path path) throws IOException, ListenException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE_MASK) != SOCKET_TYPE) {
            throw new ListenException("socket " + path + " cannot be made: there is a file of that name, not a socket");
        }
        if (isServed(path)) {
            throw new ListenException("socket " + path + " is served by another process");
        }
    }

    private static boolean isServed(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // a full backlog is an error then, instead of a wait
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return false;
        }
    }

    /** As short as the usual file name, because the path of the temporary socket must fit too. */
    private static String temporaryName() {
        int number = ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36);
        return ".n" + Integer.toString(number, 36);
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}

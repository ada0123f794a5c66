package org.mpath.itests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/**
 * An NBD server that is measured, as a process.
 *
 * @param name for the table
 * @param process the server
 * @param uri where it serves
 */
record NbdPeer(String name, Process process, String uri) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** {@code qemu-nbd} over its own iSCSI initiator (libiscsi). */
    static NbdPeer qemuNbd(Path folder, String iscsiUri) throws IOException {
        return start("qemu-nbd", folder.resolve("q"), "", "qemu-nbd", "--persistent", "--shared=8", "--format=raw",
                "--socket=" + folder.resolve("q"), iscsiUri);
    }

    /** {@code nbdkit} with its memory plug-in. */
    static NbdPeer nbdkit(Path folder, long bytes) throws IOException {
        return start("nbdkit memory", folder.resolve("k"), "", "nbdkit", "--foreground", "--unix",
                folder.resolve("k").toString(), "memory", "size=" + bytes, "allocator=malloc");
    }

    /** A server that goes on, once it answers. */
    static NbdPeer start(String name, Path socket, String export, String... command) throws IOException {
        Process process = Programs.start(Path.of(socket + ".out"), Path.of(socket + ".err"), command);
        NbdPeer peer = new NbdPeer(name, process, "nbd+unix:///" + export + "?socket=" + socket);
        try {
            Await.until(name + " to serve", LIMIT,
                    () -> Programs.run(LIMIT, "nbdinfo", "--size", peer.uri()).exitCode() == 0);
        } catch (AssertionError e) {
            peer.close();
            throw new BenchException(e.getMessage() + "; see " + socket + ".err", e);
        }
        return peer;
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}

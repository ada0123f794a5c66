package org.mpath.itests.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** A runtime without a terminal, with the built-in lab, and {@code mpath shell -c} to it. */
final class Daemon implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String MPATH = Path.of(System.getProperty("mpath.image")).resolve("mpath").toString();

    private final Path var;
    private final Process process;

    Daemon() throws IOException {
        var = Files.createTempDirectory("mp");
        process = Programs.start(
                var.resolve("out.log"), var.resolve("err.log"), MPATH, "run", "--daemon", "--var", var.toString());
        awaitAllPaths();
    }

    /** Waits until each of the three maps of the lab has its four paths. */
    void awaitAllPaths() {
        Await.until("three maps of four paths", LIMIT, () -> shell("maps").output(),
                maps -> maps.split(" 4/4 ", -1).length == 4);
    }

    /** Runs commands in it. */
    Programs.Result shell(String commands) {
        return Programs.run(LIMIT, MPATH, "shell", "--var", var.toString(), "-c", commands);
    }

    /** Runs commands that are to work, and answers what they print. */
    String ok(String commands) {
        return shell(commands).ok();
    }

    /** Starts a runtime of its own for some commands: {@code mpath run -c}. */
    static Programs.Result captive(String commands) throws IOException {
        return Programs.run(LIMIT, MPATH, "run", "--var", Files.createTempDirectory("mp").toString(), "-c", commands);
    }

    /** A copy of a jar of the image where nobody else may write. */
    static Path copyOfTheImages(String name) throws IOException {
        Path copy = Files.createTempDirectory("mp").resolve(name + ".jar");
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("mpath.image"), "system", "20"))) {
            Files.copy(jars.filter(jar -> jar.toString().contains(name)).findFirst().orElseThrow(), copy);
        }
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}

package org.mpath.itests.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/** A runtime without a terminal, with the built-in lab, and {@code mpath shell -c} to it. */
final class Daemon implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Path IMAGE = Path.of(System.getProperty("mpath.image"));
    private static final String MPATH = IMAGE.resolve("mpath").toString();

    private final Path var;
    private final Process process;

    /** Starts one with the configuration of the image, and waits for its maps. */
    Daemon() throws IOException {
        this(IMAGE.resolve("etc"));
        awaitAllPaths();
    }

    /** Starts one with a configuration of its own. */
    Daemon(Path etc) throws IOException {
        this(etc, ShortFolders.create());
    }

    /** Starts one that may find what another left. */
    Daemon(Path etc, Path var) throws IOException {
        this.var = var;
        process = Programs.start(var.resolve("out.log"), var.resolve("err.log"),
                MPATH, "run", "--daemon", "--etc", etc.toString(), "--var", var.toString());
    }

    /** A copy of the image's configuration that a test may change. */
    static Path etc() throws IOException {
        Path copy = ShortFolders.create();
        try (Stream<Path> all = Files.walk(IMAGE.resolve("etc"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path place = copy.resolve(IMAGE.resolve("etc").relativize(file).toString());
                Files.createDirectories(place.getParent());
                Files.copy(file, place);
            }
        }
        return copy;
    }

    /** Waits until so many maps have their four paths, and the list of paths knows it, too. */
    void awaitMaps(int count) {
        Await.until(count + " maps of four paths", LIMIT, () -> shell("mpath:maps").output(),
                maps -> maps.split(" 4/4 ", -1).length == count + 1);
        Await.until("discovery to be done", LIMIT, () -> shell("mpath:show status").output(),
                status -> status.contains("busy: False"));
    }

    /** Waits until so many paths are known, whatever becomes of them. */
    void awaitPaths(int count) {
        Await.until(count + " paths", LIMIT, () -> shell("mpath:paths").output(), paths -> paths.lines().count() == count + 1);
    }

    String log() throws IOException {
        return Files.readString(var.resolve("out.log")) + Files.readString(var.resolve("err.log"));
    }

    /** Waits until each of the three maps of the lab has its four paths. */
    void awaitAllPaths() {
        awaitMaps(3);
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
        return Programs.run(LIMIT, MPATH, "run", "--var", ShortFolders.create().toString(), "-c", commands);
    }

    /** A copy of a jar of the image where nobody else may write. */
    static Path copyOfTheImages(String name) throws IOException {
        Path copy = ShortFolders.create().resolve(name + ".jar");
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

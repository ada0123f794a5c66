package org.mpath.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** The product as a process: the assembled image with configuration of its own. */
final class Product {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String MAP = "mpatha";

    private final Path home;

    /**
     * Prepares a folder for it.
     *
     * @param home an empty folder with a short path, because a socket lives below it
     * @param configuration text of .cfg files by persistent id
     */
    Product(Path home, Map<String, String> configuration) throws IOException {
        if (!Files.isExecutable(Folders.IMAGE.resolve("mpath"))) {
            throw new BenchException("there is no image: ./mpath build");
        }
        this.home = home;
        Files.createDirectories(home.resolve("deploy"));
        Files.createDirectories(home.resolve("etc"));
        for (Path file : files(Folders.IMAGE.resolve("etc"))) {
            Files.copy(file, home.resolve("etc").resolve(file.getFileName().toString()));
        }
        for (Map.Entry<String, String> entry : configuration.entrySet()) {
            Files.writeString(home.resolve("etc").resolve(entry.getKey() + ".cfg"), entry.getValue());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(file -> !file.toString().endsWith(".cfg")).toList();
        }
    }

    /** Starts it in the background and waits until its first map has so many active paths. */
    NbdPeer serve(String name, int activePaths) throws IOException {
        Path socket = home.resolve("var/run/nbd.sock");
        Files.createDirectories(socket.getParent());
        NbdPeer peer = NbdPeer.start(name, socket, MAP, command("run", "--daemon"));
        try {
            Await.until(MAP + " to have " + activePaths + " active paths", LIMIT, () -> activePaths(), count -> count == activePaths);
        } catch (AssertionError e) {
            peer.close();
            throw new BenchException(e.getMessage(), e);
        }
        return peer;
    }

    private int activePaths() {
        Programs.Result answer = Programs.run(LIMIT, Folders.IMAGE.resolve("mpath").toString(), "shell", "-c",
                "mpath:maps --json", "--var", home.resolve("var").toString());
        if (answer.exitCode() != 0) {
            return 0; // the shell comes up after the exports
        }
        String json = answer.output();
        int from = json.indexOf("\"name\":\"" + MAP + "\"");
        int next = json.indexOf("\"wwid\"", json.indexOf("\"wwid\"", from) + 1);
        String map = json.substring(Math.max(from, 0), next < 0 ? json.length() : next);
        return map.split("\"transport\":\"[^\"]*\",\"state\":\"active\"", -1).length - 1;
    }

    String[] command(String verb, String... arguments) {
        List<String> words = new ArrayList<>(List.of(Folders.IMAGE.resolve("mpath").toString(), verb));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--etc", home.resolve("etc").toString(), "--var", home.resolve("var").toString(),
                "--deploy", home.resolve("deploy").toString()));
        return words.toArray(String[]::new);
    }
}

package org.mpath.planes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which plane was chosen for which unit, kept across restarts: lines {@code PLANE WWID} of a file in the state directory. It is
 * written whole, made durable and then put in place of the old one. Any thread.
 */
final class Choices {
    private static final String NAME = "planes";
    private static final long FILE_BYTES_MAX = 4 << 20;

    private final Path directory;
    private final Map<String, String> planes = new TreeMap<>();

    /** @param directory null to remember only as long as the runtime runs */
    Choices(Path directory) throws IOException {
        this.directory = directory;
        Path file = directory == null ? null : directory.resolve(NAME);
        if (file == null || !Files.exists(file)) {
            return;
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, at most " + FILE_BYTES_MAX);
        }
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                planes.put(line.substring(blank + 1), line.substring(0, blank));
            }
        }
    }

    /** What was chosen for a unit; null when nothing was. */
    synchronized String of(String wwid) {
        return planes.get(wwid);
    }

    /**
     * Remembers a choice.
     *
     * @throws IOException when it cannot be kept; the former one holds
     */
    synchronized void put(String wwid, String plane) throws IOException {
        String before = planes.put(wwid, plane);
        try {
            if (directory != null && !plane.equals(before)) {
                write();
            }
        } catch (IOException e) {
            planes.remove(wwid);
            if (before != null) {
                planes.put(wwid, before);
            }
            throw e;
        }
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        planes.forEach((wwid, plane) -> text.append(plane).append(' ').append(wwid).append('\n'));
        Files.createDirectories(directory);
        Path fresh = directory.resolve(NAME + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
        Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}

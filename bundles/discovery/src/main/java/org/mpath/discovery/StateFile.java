package org.mpath.discovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A file of lines in the state directory that several runtimes may share. It is changed under a lock, from what is in it
 * then; the new text is written whole, made durable and then put in place of the old one, so that whoever reads, or dies
 * meanwhile, leaves one of the two. Not thread-safe.
 */
class StateFile {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.state");
    private static final long FILE_BYTES_MAX = 16L << 20;
    private static final int LOCK_TURNS_MAX = 100;
    private static final long LOCK_TURN_NANOS = 20_000_000;

    private final Path directory;
    private final String name;
    /** What would be in the file if there were a directory. */
    private List<String> kept = List.of();

    /** Makes lines of lines. */
    interface Edit {
        /** The lines there shall be; null to leave them as they are. */
        List<String> of(List<String> present);
    }

    /** @param directory where the file is; null to keep the lines only as long as the runtime runs */
    StateFile(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** The lines of the file; none when there is no file. */
    List<String> read() throws IOException {
        Path file = directory == null ? null : directory.resolve(name);
        if (file == null || !Files.exists(file)) {
            return kept;
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, at most " + FILE_BYTES_MAX);
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing();
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    /** Changes the file, alone; waits for others, bounded. */
    void change(Edit edit) throws IOException {
        if (directory == null) {
            List<String> lines = edit.of(kept);
            kept = lines == null ? kept : List.copyOf(lines);
            return;
        }
        Files.createDirectories(directory);
        try (FileChannel lock = FileChannel.open(
                directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            hold(lock);
            List<String> lines = edit.of(new ArrayList<>(read()));
            if (lines != null) {
                write(lines);
            }
        }
    }

    /** Waits, bounded, for the lock, which ends with its channel. */
    private void hold(FileChannel lock) throws IOException {
        for (int turn = 0; turn < LOCK_TURNS_MAX; turn++) {
            try {
                if (lock.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException heldInThisProcess) {
                LOG.log(Level.DEBUG, "event=state.lock_held file=" + this);
            }
            LockSupport.parkNanos(LOCK_TURN_NANOS);
        }
        throw new IOException(name + ".lock is held by somebody else");
    }

    private void write(List<String> lines) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        try (FileChannel out = FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
        putInPlace(fresh, directory.resolve(name));
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** The moment at which the new text counts. */
    void putInPlace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public final String toString() {
        return directory == null ? name : directory.resolve(name).toString();
    }
}

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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Which map name belongs to which unit, for ever: the file {@code bindings}, lines {@code alias wwid}, {@code #} comments.
 * Of two lines that contradict each other the first one counts. Lines that cannot be read are reported and kept.
 *
 * <p>New names are added under a lock, to what is in the file then, because several runtimes may share it; the file is
 * written whole, made durable and then put in place of the old one.
 */
final class Bindings {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.bindings");
    private static final long FILE_BYTES_MAX = 16L << 20;
    private static final int LOCK_TURNS_MAX = 100;
    private static final long LOCK_TURN_NANOS = 20_000_000;

    private final Path directory;
    private final Path file;
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Set<String> reported = new HashSet<>();
    private List<String> lines = new ArrayList<>();

    /** @param directory where the file is; null to remember names only as long as the runtime runs */
    Bindings(Path directory) {
        this.directory = directory;
        this.file = directory == null ? null : directory.resolve("bindings");
    }

    /**
     * The names of units; those without one get the first free ones, in the order of the list.
     *
     * @param running names of running maps with the WWIDs they have; never given to another unit
     */
    Map<String, String> aliases(Collection<String> wwids, Map<String, String> running) {
        if (wwids.stream().anyMatch(wwid -> usable(wwid, running) == null)) {
            try {
                addUnderLock(wwids, running);
            } catch (IOException unusable) {
                LOG.log(Level.WARNING, "event=bindings.not_kept file=" + file + LogWords.reason(unusable.toString()));
                addMissing(wwids, running);
            }
        }
        Map<String, String> answer = new LinkedHashMap<>();
        wwids.forEach(wwid -> answer.put(wwid, usable(wwid, running)));
        return answer;
    }

    /** The unit's name, unless a running map of another unit has it. */
    private String usable(String wwid, Map<String, String> running) {
        String alias = aliases.get(wwid);
        return alias != null && wwid.equals(running.getOrDefault(alias, wwid)) ? alias : null;
    }

    private void addUnderLock(Collection<String> wwids, Map<String, String> running) throws IOException {
        if (directory == null) {
            addMissing(wwids, running);
            return;
        }
        Files.createDirectories(directory);
        try (FileChannel lock = FileChannel.open(
                directory.resolve("bindings.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            hold(lock);
            read();
            if (addMissing(wwids, running)) {
                write();
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
                LOG.log(Level.DEBUG, "event=bindings.lock_held file=" + file);
            }
            LockSupport.parkNanos(LOCK_TURN_NANOS);
        }
        throw new IOException("bindings.lock is held by somebody else");
    }

    private boolean addMissing(Collection<String> wwids, Map<String, String> running) {
        Set<String> taken = new HashSet<>(aliases.values());
        taken.addAll(running.keySet());
        int number = 1;
        boolean added = false;
        for (String wwid : wwids) {
            if (usable(wwid, running) == null) {
                while (taken.contains(Alias.of(number))) {
                    number++;
                }
                bind(wwid, Alias.of(number++));
                added = true;
            }
        }
        return added;
    }

    private void bind(String wwid, String alias) {
        String old = aliases.put(wwid, alias);
        if (old != null) {
            LOG.log(Level.WARNING, "event=bindings.conflict alias=" + old + " wwid=" + wwid
                    + LogWords.reason("a map of another unit runs under this name"));
            lines.removeIf(line -> line.strip().split("\\s+")[0].equals(old));
        }
        lines.add(alias + ' ' + wwid);
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, at most " + FILE_BYTES_MAX);
        }
        lines = new ArrayList<>(List.of(
                Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing().split("\n")));
        lines.removeIf(line -> lines.size() == 1 && line.isEmpty());
        aliases.clear();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < lines.size(); index++) {
            String problem = take(lines.get(index), names);
            if (problem != null && reported.add(lines.get(index))) {
                LOG.log(Level.WARNING, "event=bindings.line_ignored file=" + file + " line=" + (index + 1)
                        + LogWords.reason(problem));
            }
        }
    }

    /** Takes a line in; what is wrong with it, or null. */
    private String take(String line, Set<String> names) {
        int comment = line.indexOf('#');
        String text = (comment < 0 || comment > 0 && !Character.isWhitespace(line.charAt(comment - 1))
                        ? line
                        : line.substring(0, comment))
                .strip();
        if (text.isEmpty()) {
            return null;
        }
        String[] words = text.split("\\s+");
        if (words.length < 2) {
            return "'" + text + "' has no WWID";
        }
        if (!Alias.isName(words[0])) {
            return "'" + words[0] + "' cannot be the name of a map";
        }
        if (aliases.containsKey(words[1])) {
            return aliases.get(words[1]).equals(words[0])
                    ? null
                    : words[1] + " has the name " + aliases.get(words[1]) + " already";
        }
        if (!names.add(words[0])) {
            return "name " + words[0] + " is given to another unit above";
        }
        aliases.put(words[1], words[0]);
        return null;
    }

    private void write() throws IOException {
        Path fresh = directory.resolve("bindings.new");
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
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}

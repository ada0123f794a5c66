package org.mpath.runtime.launcher;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * A log of bounded size: {@code mpath.log}, and the older {@code mpath.log.1}, {@code .2}... (the JDK's own FileHandler
 * would number the newest one too). Any thread; records are written through at once.
 */
final class LogFile extends Handler {
    private final Path file;
    private final long bytesMax;
    private final int olderMax;
    private Writer writer;
    private long bytes;

    /**
     * Opens the file, going on at its end.
     *
     * @param file the newest file
     * @param bytesMax size at which it becomes the first older one
     * @param olderMax how many older ones are kept, at least 1
     */
    LogFile(Path file, long bytesMax, int olderMax) throws IOException {
        this.file = file;
        this.bytesMax = bytesMax;
        this.olderMax = olderMax;
        Files.createDirectories(file.toAbsolutePath().getParent());
        open();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (writer == null || !isLoggable(entry)) {
            return;
        }
        String line = getFormatter().format(entry);
        try {
            if (bytes + line.length() > bytesMax) {
                rotate();
            }
            writer.write(line);
            writer.flush();
            bytes += line.length();
        } catch (IOException failure) {
            reportError("cannot write " + file, failure, ErrorManager.WRITE_FAILURE);
        }
    }

    private void rotate() throws IOException {
        writer.close();
        for (int number = olderMax - 1; number >= 1; number--) {
            if (Files.exists(older(number))) {
                Files.move(older(number), older(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        open();
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private void open() throws IOException {
        writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        bytes = Files.size(file);
    }

    @Override
    public void flush() {
        // written through
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException failure) {
                reportError("cannot close " + file, failure, ErrorManager.CLOSE_FAILURE);
            }
            writer = null;
        }
    }
}

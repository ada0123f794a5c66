package org.mpath.runtime.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Turns lines that bundles print to System.out or System.err into log records, so that they never reach the prompt. */
final class LogStream extends OutputStream {
    private static final int LINE_BYTES_MAX = 4096;

    private final System.Logger log;
    private final System.Logger.Level level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogStream(System.Logger log, System.Logger.Level level) {
        this.log = log;
        this.level = level;
    }

    @Override
    public synchronized void write(int letter) {
        if (letter != '\n') {
            line.write(letter);
        }
        if (letter == '\n' || line.size() >= LINE_BYTES_MAX) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (!text.isBlank()) {
                log.log(level, text);
            }
        }
    }
}

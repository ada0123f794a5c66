package org.mpath.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * Where log records go. Bundles log through System.Logger, which ends in java.util.logging: to {@code var/log/mpath.log}
 * when there is a prompt, to standard error otherwise. Levels come from {@code etc/logging.properties}.
 */
final class Logging {
    private static final long FILE_BYTES_MAX = 8L << 20;
    private static final int OLDER_FILES_MAX = 4;

    private Logging() {}

    /** Sets the handlers and diverts System.out, so that nothing but a command's output reaches file descriptor 1. */
    static void configure(Options options, Directories directories) throws ConfigurationException {
        readLevels(directories.etc().resolve("logging.properties"));
        Handler handler;
        if (options.mode() == Mode.INTERACTIVE) {
            handler = file(directories.var().resolve("log").resolve("mpath.log"));
            System.setOut(lines("org.mpath.output", System.Logger.Level.INFO));
            System.setErr(lines("org.mpath.error", System.Logger.Level.WARNING));
        } else {
            handler = standardError(options.mode() == Mode.DAEMON);
            handler.setLevel(options.mode() == Mode.DAEMON || options.verbose() ? Level.ALL : Level.WARNING);
            System.setOut(System.err);
        }
        Logger.getLogger("").addHandler(handler);
    }

    private static void readLevels(Path file) throws ConfigurationException {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.INFO);
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            LogManager.getLogManager().readConfiguration(in);
        } catch (IOException | IllegalArgumentException wrong) {
            throw new ConfigurationException("cannot use " + file + ": " + wrong.getMessage());
        }
    }

    private static Handler file(Path path) throws ConfigurationException {
        try {
            Handler handler = new LogFile(path, FILE_BYTES_MAX, OLDER_FILES_MAX);
            handler.setFormatter(new LineFormatter(true, ZoneId.systemDefault()));
            return handler;
        } catch (IOException failure) {
            throw new ConfigurationException("cannot write the log " + path + ": " + failure.getMessage());
        }
    }

    private static Handler standardError(boolean timed) {
        return new StreamHandler(System.err, new LineFormatter(timed, ZoneId.systemDefault())) {
            @Override
            public synchronized void publish(java.util.logging.LogRecord entry) {
                super.publish(entry);
                flush();
            }
        };
    }

    private static PrintStream lines(String logger, System.Logger.Level level) {
        return new PrintStream(new LogStream(System.getLogger(logger), level), true, StandardCharsets.UTF_8);
    }
}

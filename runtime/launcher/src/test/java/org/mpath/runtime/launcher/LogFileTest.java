package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path directory;

    @Test
    void keepsTheNewestRecordsInTheNamedFileAndABoundedNumberOfOlderOnes() throws IOException {
        Path file = directory.resolve("log/mpath.log");
        try (Closing log = open(file)) {
            for (int number = 0; number < 9; number++) {
                log.publish("entry" + number);
            }
        }
        assertThat(Files.readString(file)).isEqualTo("INFO - entry8\n");
        assertThat(Files.readString(file.resolveSibling("mpath.log.1"))).isEqualTo("INFO - entry6\nINFO - entry7\n");
        assertThat(Files.readString(file.resolveSibling("mpath.log.2"))).isEqualTo("INFO - entry4\nINFO - entry5\n");
        assertThat(file.getParent().toFile().list()).hasSize(3);
    }

    @Test
    void goesOnAtTheEndOfAnEarlierRun() throws IOException {
        Path file = directory.resolve("mpath.log");
        try (Closing log = open(file)) {
            log.publish("entry1");
        }
        try (Closing log = open(file)) {
            log.publish("entry2");
        }
        assertThat(Files.readString(file)).isEqualTo("INFO - entry1\nINFO - entry2\n");
    }

    private static Closing open(Path file) throws IOException {
        LogFile log = new LogFile(file, 30, 2);
        log.setFormatter(new LineFormatter(false, ZoneOffset.UTC));
        return new Closing(log);
    }

    private record Closing(LogFile log) implements AutoCloseable {
        void publish(String message) {
            log.publish(new LogRecord(Level.INFO, message));
        }

        @Override
        public void close() {
            log.close();
        }
    }
}

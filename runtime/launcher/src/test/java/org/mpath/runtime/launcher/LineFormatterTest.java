package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {
    private final LineFormatter plain = new LineFormatter(false, ZoneOffset.UTC);

    @Test
    void writesLevelLastWordOfTheLoggerAndMessage() {
        assertThat(plain.format(entry("event=path.failed path=a"))).isEqualTo("WARNING iscsi event=path.failed path=a\n");
    }

    @Test
    void beginsWithTheLocalTimeWhenTimed() {
        LogRecord entry = entry("event=x");
        entry.setInstant(Instant.parse("2026-11-21T13:28:41.123456Z"));
        assertThat(new LineFormatter(true, ZoneOffset.ofHours(2)).format(entry))
                .isEqualTo("2026-11-21T15:28:41.123+02:00 WARNING iscsi event=x\n");
    }

    @Test
    void keepsOneRecordOnOneLineWhateverIsInIt() {
        LogRecord entry = entry("a\nb\u001b[31mc");
        entry.setThrown(new java.io.IOException("d\ne", new java.io.IOException("why")));
        assertThat(plain.format(entry))
                .isEqualTo("WARNING iscsi a\\nb[31mc exception=\"java.io.IOException: d\\ne\""
                        + " caused_by=\"java.io.IOException: why\"\n");
    }

    @Test
    void saysWhereADefectComesFrom() {
        LogRecord entry = entry("event=x");
        entry.setThrown(new IllegalStateException("no"));
        assertThat(plain.format(entry)).contains("at=[" + getClass().getName() + ".saysWhereADefectComesFrom:").hasLineCount(1);
    }

    private static LogRecord entry(String message) {
        LogRecord entry = new LogRecord(Level.WARNING, message);
        entry.setLoggerName("org.mpath.transport.iscsi");
        return entry;
    }
}

package org.mpath.runtime.launcher;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One record, one line: time, level, last word of the logger, message, causes. */
final class LineFormatter extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    private final boolean timed;
    private final ZoneId zone;

    /**
     * A formatter.
     *
     * @param timed whether lines begin with the time
     * @param zone whose local time
     */
    LineFormatter(boolean timed, ZoneId zone) {
        this.timed = timed;
        this.zone = zone;
    }

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder(160);
        if (timed) {
            line.append(TIME.format(entry.getInstant().atZone(zone))).append(' ');
        }
        line.append(entry.getLevel().getName()).append(' ').append(lastWord(entry.getLoggerName())).append(' ');
        appendInOneLine(line, formatMessage(entry));
        appendCauses(line, entry.getThrown());
        return line.append('\n').toString();
    }

    private static String lastWord(String logger) {
        return logger == null || logger.isEmpty() ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** The chain of causes; for an unchecked exception, a defect, also the nearest frames. */
    private static void appendCauses(StringBuilder line, Throwable thrown) {
        int depthMax = 5;
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < depthMax; depth++) {
            line.append(depth == 0 ? " exception=\"" : " caused_by=\"");
            appendInOneLine(line, cause.toString());
            line.append('"');
            if (cause instanceof RuntimeException || cause instanceof Error) {
                appendFrames(line, cause.getStackTrace());
            }
            cause = cause.getCause();
        }
    }

    private static void appendFrames(StringBuilder line, StackTraceElement[] frames) {
        int framesMax = 8;
        line.append(" at=[");
        for (int index = 0; index < Math.min(framesMax, frames.length); index++) {
            line.append(index == 0 ? "" : ", ").append(frames[index].getClassName()).append('.');
            line.append(frames[index].getMethodName()).append(':').append(frames[index].getLineNumber());
        }
        line.append(']');
    }

    /** What others put into a message must not look like a second record or steer a terminal. */
    private static void appendInOneLine(StringBuilder line, String text) {
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if (letter == '\n') {
                line.append("\\n");
            } else if (!Character.isISOControl(letter)) {
                line.append(letter);
            }
        }
    }
}

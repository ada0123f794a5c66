package org.mpath.export.nbd;

/**
 * Keeps a repeating event from filling the log: so many lines per period, and the next line after a quiet time says how
 * many were left out. Any thread.
 */
final class LineBudget {
    private final int linesMax;
    private final long periodNanos;
    private long periodStart;
    private int lines;
    private long leftOut;
    private boolean started;

    LineBudget(int linesMax, long periodNanos) {
        this.linesMax = linesMax;
        this.periodNanos = periodNanos;
    }

    /**
     * Asks for a line.
     *
     * @return what to append to it, empty or {@code " left_out=N"}; null when the line is to be left out
     */
    synchronized String take(long nowNanos) {
        if (!started || nowNanos - periodStart >= periodNanos) {
            started = true;
            periodStart = nowNanos;
            lines = 0;
        }
        if (lines == linesMax) {
            leftOut++;
            return null;
        }
        lines++;
        String note = leftOut == 0 ? "" : " left_out=" + leftOut;
        leftOut = 0;
        return note;
    }
}

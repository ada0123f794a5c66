package org.mpath.shell;

import java.util.Locale;

/** Spans of time for people: the two largest units, no more. */
final class Age {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Age() {}

    /** {@code 0.4 s}, {@code 12 s}, {@code 2 min 5 s}, {@code 3 h 12 min}, {@code 2 d 4 h}. */
    static String of(long millis) {
        if (millis < 10 * SECOND) {
            String tenths = String.format(Locale.ROOT, "%.1f", millis / (double) SECOND);
            return (tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths) + " s";
        }
        if (millis < MINUTE) {
            return millis / SECOND + " s";
        }
        if (millis < HOUR) {
            return two(millis, MINUTE, "min", SECOND, "s");
        }
        return millis < DAY ? two(millis, HOUR, "h", MINUTE, "min") : two(millis, DAY, "d", HOUR, "h");
    }

    private static String two(long millis, long large, String largeUnit, long small, String smallUnit) {
        long rest = millis % large / small;
        return millis / large + " " + largeUnit + (rest == 0 ? "" : " " + rest + " " + smallUnit);
    }
}

package org.mpath.itests.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long pauses were, for people. */
final class Pauses {
    private static final long[] BOUNDS_MICROS = {500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, Long.MAX_VALUE};

    private final List<Long> micros = new ArrayList<>();

    void add(long pauseMicros) {
        micros.add(pauseMicros);
    }

    int count() {
        return micros.size();
    }

    /** The least that so many percent do not exceed, in milliseconds. */
    double percentileMillis(int percent) {
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(1, rank) - 1) / 1000.0;
    }

    /** A line for each bound. */
    String histogram(String title) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s: %d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                title, count(), percentileMillis(50), percentileMillis(99), percentileMillis(100)));
        long above = -1;
        for (long bound : BOUNDS_MICROS) {
            long from = above;
            long count = micros.stream().filter(pause -> pause > from && pause <= bound).count();
            String name = bound == Long.MAX_VALUE ? "     longer" : String.format(Locale.ROOT, "<= %5.1f ms", bound / 1000.0);
            text.append(String.format(Locale.ROOT, "  %s %4d %s%n", name, count, "#".repeat((int) Math.min(60, count))));
            above = bound;
        }
        return text.toString();
    }
}

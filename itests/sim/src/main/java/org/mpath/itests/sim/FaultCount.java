package org.mpath.itests.sim;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** How often each kind of fault happened. */
public final class FaultCount {
    private static final FaultKind[] KINDS = FaultKind.values();

    private final long[] counts = new long[KINDS.length];

    /** One more. */
    public void add(FaultKind kind) {
        counts[kind.ordinal()]++;
    }

    /** Those of another world too. */
    public void add(FaultCount other) {
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] += other.counts[kind];
        }
    }

    /** How often this one did. */
    public long of(FaultKind kind) {
        return counts[kind.ordinal()];
    }

    /** All of them. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** One line each, most frequent first. */
    public String text() {
        return Arrays.stream(KINDS)
                .sorted(Comparator.comparingLong(kind -> -of(kind)))
                .map(kind -> String.format(java.util.Locale.ROOT, "  %,12d %s", of(kind), kind.words()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}

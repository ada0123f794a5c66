package org.mpath.itests.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mpath.api.plugin.PathSelector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A selector's part of the I/Os of one map: one request ends, for the next one a path is chosen, and that is begun. Which
 * request ends is random. The calls have seen all selectors before, as in a runtime with maps of every kind.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PathChoice {
    private static final int IO_BYTES = 4096;
    private static final int STEP_NANOS = 300;
    private static final int FIRST_CALLS = 30_000;

    /** The selector. */
    @Param({
        Selectors.ROUND_ROBIN,
        Selectors.QUEUE_LENGTH,
        Selectors.SERVICE_TIME,
        Selectors.HISTORICAL_SERVICE_TIME,
        Selectors.IO_AFFINITY
    })
    public String selector;

    /** Paths of the group. */
    @Param({"2", "8", "16", "64"})
    public int paths;

    /** Requests in flight, a power of two: one, or enough to keep every path busy. */
    @Param({"1", "128"})
    public int inFlight;

    private PathSelector chooser;
    private int[] pathOf;
    private long[] startedNanos;
    private long nowNanos;
    private long random = 1;

    /** Shows the calls all selectors, the measured one last. */
    @Setup
    public void start() throws IOException {
        try (Selectors selectors = new Selectors()) {
            for (String each : Selectors.NAMES) {
                use(selectors, each);
            }
            use(selectors, selector);
        }
    }

    private void use(Selectors selectors, String name) {
        chooser = selectors.factory(name).create(List.of());
        for (int path = 0; path < paths; path++) {
            chooser.add(path, Selectors.arguments(name, path, paths));
        }
        pathOf = new int[inFlight];
        startedNanos = new long[inFlight];
        for (int request = 0; request < inFlight; request++) {
            begin(request);
        }
        for (int i = 0; i < FIRST_CALLS; i++) {
            choice();
        }
    }

    private void begin(int request) {
        int path = chooser.select(IO_BYTES, nowNanos);
        chooser.started(path, IO_BYTES, nowNanos);
        pathOf[request] = path;
        startedNanos[request] = nowNanos;
    }

    /** Ended, select, started. */
    @Benchmark
    public int choice() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        int request = (int) (random >>> 40) & (inFlight - 1);
        nowNanos += STEP_NANOS;
        chooser.ended(pathOf[request], IO_BYTES, startedNanos[request], nowNanos);
        begin(request);
        return pathOf[request];
    }
}

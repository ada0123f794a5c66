package org.mpath.itests.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.core.EngineLimits;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The engine's part of an I/O, from submit to complete: take it, choose a path, account for it, send it, take the answer,
 * complete it. The engine has worked with all selectors before, as in a runtime with maps of every kind.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineRound {
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
    @Param({"2", "8", "64"})
    public int paths;

    /** Requests in flight, a power of two; 1: answered before the engine is back from sending. */
    @Param({"1", "32"})
    public int inFlight;

    private InstantPaths driver;
    private ScsiTask[] tasks;
    private long nowNanos;
    private int turn;
    private long rounds;

    /** Works with all selectors, the measured one last. */
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
        driver = new InstantPaths(inFlight == 1);
        MapEngine engine = new MapEngine("m", driver, MapPolicy.DEFAULT, EngineLimits.DEFAULT);
        driver.drive(engine);
        engine.load(MapTable.parse(table(name)), group -> selectors.factory(name).create(group.selectorArguments()));
        engine.start(nowNanos);
        tasks = IntStream.range(0, inFlight).mapToObj(i -> task()).toArray(ScsiTask[]::new);
        rounds = 0;
        for (int i = 0; i < inFlight - 1; i++) {
            driver.submit(tasks[i], nowNanos);
        }
        turn = inFlight - 1;
        for (int i = 0; i < FIRST_CALLS; i++) {
            round();
        }
    }

    private String table(String name) {
        int argumentCount = Selectors.arguments(name, 0, paths).size();
        return "0 131072 multipath 0 0 1 1 " + name + " 0 " + paths + " " + argumentCount + " "
                + IntStream.range(0, paths)
                        .mapToObj(path -> "p" + path + " " + String.join(" ", Selectors.arguments(name, path, paths)))
                        .collect(Collectors.joining(" "));
    }

    private static ScsiTask task() {
        ScsiTask task = new ScsiTask();
        task.direction = DataDirection.READ;
        task.dataLength = IO_BYTES;
        return task;
    }

    /** Submits one request and, unless it was answered at once, answers the oldest one. */
    @Benchmark
    public void round() {
        nowNanos += STEP_NANOS;
        driver.submit(tasks[turn], nowNanos);
        turn = (turn + 1) & (inFlight - 1);
        if (inFlight > 1) {
            driver.answer(tasks[turn], nowNanos);
        }
        rounds++;
    }

    /** Everything submitted was completed: else the figure would be of something else. */
    @TearDown
    public void check() {
        if (driver.completed() != rounds) {
            throw new IllegalStateException(rounds + " submitted, " + driver.completed() + " completed");
        }
    }
}

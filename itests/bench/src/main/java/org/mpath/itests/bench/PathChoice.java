package org.mpath.itests.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.PathSelector;
import org.mpath.core.EngineLimits;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.core.MapTable;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Microbenchmarks of the choice of a path, one owner: the selector by itself, and the engine's whole round of one I/O. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PathChoice implements MapActions {
    private static final int IO_BYTES = 4096;

    /** Paths of the group. */
    @Param({"2", "4", "8", "16", "64"})
    public int paths;

    private final ScsiTask task = new ScsiTask();
    private PathSelector selector;
    private MapEngine engine;
    private long nowNanos;

    /** Makes a selector and an engine with all paths active. */
    @Setup
    public void start() {
        selector = new RoundRobinFactory().create(List.of());
        IntStream.range(0, paths).forEach(path -> selector.add(path, List.of()));
        engine = new MapEngine("m", this, MapPolicy.DEFAULT, EngineLimits.DEFAULT);
        engine.load(
                MapTable.parse("0 131072 multipath 0 0 1 1 round-robin 0 " + paths + " 0 "
                        + IntStream.range(0, paths).mapToObj(path -> "p" + path).collect(Collectors.joining(" "))),
                group -> new RoundRobinFactory().create(group.selectorArguments()));
        task.direction = DataDirection.READ;
        task.dataLength = IO_BYTES;
    }

    /** A selector's part of one I/O: select, started, ended. */
    @Benchmark
    public int select() {
        nowNanos++;
        int path = selector.select(IO_BYTES, nowNanos);
        selector.started(path, IO_BYTES, nowNanos);
        selector.ended(path, IO_BYTES, nowNanos, nowNanos);
        return path;
    }

    /** The engine's part of one I/O: take it, choose a path, account for it, send, take the answer, complete. */
    @Benchmark
    public int engine() {
        nowNanos++;
        engine.submit(task, nowNanos);
        return task.pathNumber;
    }

    // ---- what the engine asks for ----

    @Override
    public void send(int path, ScsiTask sent) {
        sent.delivery = Delivery.ANSWERED;
        engine.done(sent, nowNanos);
    }

    @Override
    public void resetUnit(int path) {}

    @Override
    public void activate(int path, int round, boolean bypassed) {}

    @Override
    public void askOwner(int path, int round) {}

    @Override
    public void probe(int path) {}

    @Override
    public void probeEnded(int usable) {}

    @Override
    public void suspended() {}

    @Override
    public void complete(ScsiTask done) {}

    @Override
    public void setTimer(long delayNanos) {}

    @Override
    public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {}
}

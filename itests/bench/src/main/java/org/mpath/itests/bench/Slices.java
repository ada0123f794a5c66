package org.mpath.itests.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;

/**
 * Time-sliced comparison of pumps on one reactor: each in turn is on for a slice and drained at its end, so that a disturbance
 * hits all alike. Who goes first changes from round to round. The first rounds warm up and are not counted.
 */
final class Slices {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration SPARE = Duration.ofSeconds(60);

    private final Reactor reactor;
    private final List<Pump> pumps;
    private final SlicePlan plan;
    private final List<Series> series;
    private final CompletableFuture<List<Series>> result = new CompletableFuture<>();
    private final ReactorTimer timer;
    private int slice;
    private Pump pump;
    private long operations;
    private long wallNanos;
    private long cpuNanos;
    private long allocatedBytes;

    private Slices(Reactor reactor, List<Pump> pumps, SlicePlan plan) {
        this.reactor = reactor;
        this.pumps = pumps;
        this.plan = plan;
        this.series = pumps.stream().map(each -> new Series(each.name(), new ArrayList<>())).toList();
        this.timer = reactor.timer(() -> pump.stop(this::drained));
    }

    /** Runs all rounds; waits, bounded. Not on the reactor. */
    static List<Series> run(Reactor reactor, List<Pump> pumps, SlicePlan plan) {
        Slices slices = new Slices(reactor, pumps, plan);
        reactor.execute(slices::next);
        long limitNanos = plan.totalNanos(pumps.size()) * 2 + SPARE.toNanos();
        try {
            return slices.result.get(limitNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BenchException("slices did not end within " + limitNanos / 1_000_000_000L + " s", e);
        } catch (ExecutionException e) {
            throw new BenchException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private void next() {
        int round = slice / pumps.size();
        if (round == plan.allRounds()) {
            result.complete(series);
            return;
        }
        pump = pumps.get(index());
        allocatedBytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        operations = pump.operations();
        wallNanos = System.nanoTime();
        cpuNanos = THREADS.getCurrentThreadCpuTime();
        timer.arm(plan.sliceNanos());
        pump.start();
    }

    private int index() {
        return (slice + slice / pumps.size()) % pumps.size();
    }

    private void drained() {
        long cpu = THREADS.getCurrentThreadCpuTime() - cpuNanos;
        long wall = System.nanoTime() - wallNanos;
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocatedBytes;
        if (pump.failure() != null) {
            result.completeExceptionally(new BenchException(pump.failure()));
            return;
        }
        if (slice / pumps.size() >= plan.dropped()) {
            series.get(index()).samples().add(new Sample(pump.operations() - operations, wall, cpu, allocated));
        }
        slice++;
        reactor.execute(this::next);
    }
}

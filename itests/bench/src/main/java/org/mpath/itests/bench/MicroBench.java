package org.mpath.itests.bench;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ScoreFormatter;

/** Runs the JMH benchmarks of a class, each combination of parameters in a process of its own, with allocation profiler. */
final class MicroBench {
    private static final int ROUNDS = 9;
    private static final int WARM_UP_ROUNDS = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    /**
     * What JMH itself allocates in a round, some kilobytes, stays below this for each of the round's operations even when
     * other work takes most of the processor; one object in a hundred operations would not.
     */
    private static final double NOTHING_BYTES = 0.1;
    private static final double MEDIAN = 50;

    private MicroBench() {}

    static Collection<RunResult> run(Class<?> benchmarks, Options options) throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include(benchmarks.getName() + "\\.")
                .forks(1)
                .warmupIterations(WARM_UP_ROUNDS)
                .warmupTime(TimeValue.milliseconds(options.sliceMillis()))
                .measurementIterations(options.roundsOr(ROUNDS))
                .measurementTime(TimeValue.milliseconds(options.sliceMillis()))
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .verbosity(VerboseMode.SILENT);
        if (!options.selectors().isEmpty()) {
            builder.param("selector", options.selectors().toArray(String[]::new));
        }
        if (!options.paths().isEmpty()) {
            builder.param("paths", options.paths().toArray(String[]::new));
        }
        return new Runner(builder.build()).run();
    }

    /** A parameter of the run. */
    static String parameter(RunResult result, String name) {
        return result.getParams().getParam(name);
    }

    /** Time on the wall of one operation, the median round's. */
    static double nanos(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
    }

    /** Processor time of one operation, the median round's. */
    static double cpuNanos(RunResult result) {
        return result.getSecondaryResults().get(secondary(result, ProcessorTime.NANOS)).getStatistics().getPercentile(MEDIAN);
    }

    /** Heap allocated by one operation, as JMH prints it. */
    static String allocated(RunResult result) {
        return ScoreFormatter.format(allocatedBytes(result));
    }

    private static double allocatedBytes(RunResult result) {
        return result.getSecondaryResults().get(secondary(result, ALLOCATED)).getScore();
    }

    /** Whether an operation takes at most so much processor time and allocates nothing: "yes" or what is wrong. */
    static String verdict(RunResult result, double barNanos) {
        if (allocatedBytes(result) >= NOTHING_BYTES) {
            return "no: allocates";
        }
        return cpuNanos(result) <= barNanos ? "yes" : "no";
    }

    /** The key of a profiler's result: its name, perhaps with JMH's prefix. */
    private static String secondary(RunResult result, String name) {
        return result.getSecondaryResults().keySet().stream()
                .filter(each -> each.endsWith(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("JMH has no " + name));
    }
}

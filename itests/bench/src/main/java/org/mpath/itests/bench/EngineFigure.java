package org.mpath.itests.bench;

import java.io.PrintStream;
import org.openjdk.jmh.results.RunResult;

/** What the engine costs. */
final class EngineFigure implements Figure {
    private static final double BAR_NANOS = 300;

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String title() {
        return "submit to complete through the engine, paths that answer at once (JMH)";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Table table = new Table("selector", "paths", "in flight", "ns", "CPU ns", "heap B", "bar ns", "met");
        for (RunResult result : MicroBench.run(EngineRound.class, options)) {
            table.row(MicroBench.parameter(result, "selector"), MicroBench.parameter(result, "paths"),
                    MicroBench.parameter(result, "inFlight"), MicroBench.nanos(result), MicroBench.cpuNanos(result),
                    MicroBench.allocated(result), (int) BAR_NANOS, MicroBench.verdict(result, BAR_NANOS));
        }
        out.print(table);
    }
}

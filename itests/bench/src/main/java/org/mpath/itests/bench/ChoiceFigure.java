package org.mpath.itests.bench;

import java.io.PrintStream;
import org.openjdk.jmh.results.RunResult;

/** What the choice of a path costs. */
final class ChoiceFigure implements Figure {
    private static final int FEW_PATHS_MAX = 16;
    private static final double FEW_PATHS_BAR_NANOS = 20;
    private static final double BAR_NANOS = 80;

    @Override
    public String name() {
        return "choice";
    }

    @Override
    public String title() {
        return "a selector's part of an I/O: ended, select, started (JMH)";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Table table = new Table("selector", "paths", "in flight", "ns", "CPU ns", "heap B", "bar ns", "met");
        for (RunResult result : MicroBench.run(PathChoice.class, options)) {
            int paths = Integer.parseInt(MicroBench.parameter(result, "paths"));
            double bar = paths <= FEW_PATHS_MAX ? FEW_PATHS_BAR_NANOS : BAR_NANOS;
            table.row(MicroBench.parameter(result, "selector"), paths, MicroBench.parameter(result, "inFlight"),
                    MicroBench.nanos(result), MicroBench.cpuNanos(result), MicroBench.allocated(result), (int) bar,
                    MicroBench.verdict(result, bar));
        }
        out.print(table);
    }
}

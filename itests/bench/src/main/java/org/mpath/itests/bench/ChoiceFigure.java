package org.mpath.itests.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the choice of a path costs. */
final class ChoiceFigure implements Figure {
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 3;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public String name() {
        return "choice";
    }

    @Override
    public String title() {
        return "choice of a path by round-robin, one owner (JMH)";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                .include(PathChoice.class.getName() + "\\.")
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(options.roundsOr(ROUNDS))
                .measurementTime(TimeValue.milliseconds(500))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build()).run();
        Table table = new Table("what", "paths", "ns", "+- (99.9 %)", "heap B");
        results.stream()
                .sorted(Comparator.comparing((RunResult result) -> result.getPrimaryResult().getLabel())
                        .thenComparing(ChoiceFigure::paths))
                .forEach(result -> add(result, table));
        out.print(table);
    }

    private static int paths(RunResult result) {
        return Integer.parseInt(result.getParams().getParam("paths"));
    }

    private static void add(RunResult result, Table table) {
        String what = result.getPrimaryResult().getLabel();
        table.row(what.equals("select") ? "selector: select, started, ended" : "engine: one I/O without transport",
                paths(result), result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreError(),
                String.format(Locale.ROOT, "%.3f", allocatedBytes(result)));
    }

    private static double allocatedBytes(RunResult result) {
        return result.getSecondaryResults().keySet().stream()
                .filter(name -> name.endsWith(ALLOCATED))
                .mapToDouble(name -> result.getSecondaryResults().get(name).getScore())
                .findFirst()
                .orElse(Double.NaN);
    }
}

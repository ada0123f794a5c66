package org.mpath.itests.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** The command: measures the figures asked for and prints Markdown. */
public final class Bench {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final List<Figure> FIGURES = List.of(
            new MapFigure(), new InitiatorFigure(), new BridgeFigure(), new NbdFigure(), new StartFigure(), new ScaleFigure(),
            new ChoiceFigure(), new EngineFigure());

    private Bench() {}

    /** Runs and ends the process: 0 when every figure was measured. */
    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        Options options;
        List<Figure> chosen;
        try {
            options = Options.parse(words);
            chosen = choose(options.figures());
        } catch (IllegalArgumentException e) {
            err.println("bench: " + e.getMessage());
            return EXIT_USAGE;
        }
        Quiet.events();
        out.println(Machine.describe());
        boolean allMeasured = true;
        for (Figure figure : chosen) {
            out.println("### " + figure.name() + ": " + figure.title() + "\n");
            allMeasured &= measure(figure, options, out, err);
            out.println();
        }
        return allMeasured ? 0 : EXIT_FAILED;
    }

    private static List<Figure> choose(List<String> names) {
        if (names.isEmpty() || names.equals(List.of("all"))) {
            return FIGURES;
        }
        return names.stream().map(Bench::figure).toList();
    }

    private static Figure figure(String name) {
        return FIGURES.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure '" + name + "'; there are "
                        + FIGURES.stream().map(Figure::name).collect(Collectors.joining(", ")) + " and all"));
    }

    private static boolean measure(Figure figure, Options options, PrintStream out, PrintStream err) {
        try {
            figure.measure(options, out);
            return true;
        } catch (BenchException e) {
            out.println("Not measured: " + e.getMessage());
            return false;
        } catch (Exception e) {
            out.println("Not measured: " + e);
            e.printStackTrace(err);
            return false;
        }
    }
}

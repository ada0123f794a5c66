package org.mpath.itests.check;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.mpath.itests.check.Judgement.Verdict;
import org.mpath.itests.check.bundle.Home;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.rule.Rule;

/** {@code ./mpath check-handler my.jar}: judges an array plug-in. */
public final class CheckHandler {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private CheckHandler() {}

    /** Exit code 0: all rules are kept; 1: one is not; 2: the options or the jar are wrong. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) throws Exception {
        try {
            Options options = Options.parse(arguments);
            if (options.list()) {
                new Report(out).list(options.rules());
                return OK;
            }
            return check(out, err, options, Jar.read(options.jar()));
        } catch (IllegalArgumentException | IOException wrong) {
            err.println("mpath: check-handler: " + wrong.getMessage() + "; try: mpath help check-handler");
            return USAGE;
        }
    }

    private static int check(PrintStream out, PrintStream err, Options options, Jar jar) throws Exception {
        if (!options.verbose()) {
            // the arrays lie all the time, and handlers say so
            LogManager.getLogManager().reset();
            Logger.getLogger("").setLevel(Level.OFF);
        }
        Report report = new Report(options.json() ? new PrintStream(OutputStream.nullOutputStream()) : out);
        report.begin(jar, options.seed());
        Consumer<Judgement> told = judgement -> report.judged(judgement, options);
        try (Home home = new Home()) {
            Checkup checkup = new Checkup(home, options.seed(), options.effort(), new Ticker(err));
            List<Judgement> all = checkup.run(jar, options.rules(), told);
            report.end(all);
            if (options.json()) {
                JsonReport.print(out, jar, options.seed(), all);
            }
            return all.stream().anyMatch(each -> each.verdict() == Verdict.FAILED) ? FAILED : OK;
        }
    }

    /** A line every two seconds while a rule takes longer than that. */
    private static final class Ticker implements Checkup.Progress {
        private final PrintStream err;
        private long lastNanos;
        private Rule last;

        Ticker(PrintStream err) {
            this.err = err;
        }

        @Override
        public synchronized void at(Rule rule, int done, int total) {
            long now = System.nanoTime();
            if (rule != last) {
                last = rule;
                lastNanos = now;
            } else if (now - lastNanos > QUIET_NANOS) {
                lastNanos = now;
                err.println("        " + rule.name() + ": " + done + " of " + total);
            }
        }
    }
}

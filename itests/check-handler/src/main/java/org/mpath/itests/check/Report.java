package org.mpath.itests.check;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.mpath.itests.check.Judgement.Verdict;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.rule.Finding;
import org.mpath.itests.check.rule.Rule;

/** The lines people read. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void list(List<Rule> rules) {
        for (Rule rule : rules) {
            out.printf("%-16s %s%n%-16s because %s%n", rule.name(), rule.demand(), "", rule.reason());
        }
    }

    void begin(Jar jar, long seed) {
        out.println("checking " + jar.identity() + " (" + jar.file().getFileName() + "), seed " + seed);
    }

    void judged(Judgement judgement, Options options) {
        Rule rule = judgement.rule();
        out.printf(Locale.ROOT, "%-7s %-16s %6d ms  %s%n", word(judgement.verdict()), rule.name(), judgement.millis(),
                judgement.verdict() == Verdict.SKIPPED ? judgement.reason() : rule.demand());
        judgement.notes().forEach(note -> out.println("          " + note.replace("\n", "\n          ")));
        for (Finding finding : judgement.findings()) {
            out.println("          wrong:  " + finding.wrong());
            out.println("          do:     " + finding.todo());
        }
        if (judgement.verdict() == Verdict.FAILED) {
            out.println("          why:    " + rule.reason());
            out.println("          again:  ./mpath check-handler " + options.jar() + " --only " + rule.name() + " --seed "
                    + options.seed());
        }
    }

    void end(List<Judgement> all) {
        long millis = all.stream().mapToLong(Judgement::millis).sum();
        out.printf(Locale.ROOT, "%d ok, %d failed, %d skipped in %.1f s%n", count(all, Verdict.OK),
                count(all, Verdict.FAILED), count(all, Verdict.SKIPPED), millis / 1e3);
    }

    private static long count(List<Judgement> all, Verdict verdict) {
        return all.stream().filter(each -> each.verdict() == verdict).count();
    }

    static String word(Verdict verdict) {
        return verdict == Verdict.FAILED ? "FAILED" : verdict.name().toLowerCase(Locale.ROOT);
    }
}

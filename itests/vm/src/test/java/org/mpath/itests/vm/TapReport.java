package org.mpath.itests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scenario printed, read as the Test Anything Protocol: results in lines that begin with {@code ok} and {@code not ok},
 * a plan, and reasons behind {@code # } after the result they belong to. Other lines are the output of programs.
 *
 * @param results the results in their order
 * @param planned how many the scenario says there are; -1 when it did not get so far
 */
record TapReport(List<Result> results, int planned) {
    private static final Pattern RESULT = Pattern.compile("(not )?ok\\b *\\d* *(?:- )?(.*?)(?: # SKIP ?(.*))?");
    private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d{1,6})");

    /**
     * One result.
     *
     * @param name what was looked at
     * @param outcome how it is
     * @param reason why it failed or was skipped
     */
    record Result(String name, Outcome outcome, String reason) {
        private Result withReason(String line) {
            return new Result(name, outcome, reason.isEmpty() ? line : reason + "\n" + line);
        }
    }

    /** How a result is. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    static TapReport of(List<String> lines) {
        List<Result> results = new ArrayList<>();
        int planned = -1;
        for (String line : lines) {
            Matcher result = RESULT.matcher(line);
            Matcher plan = PLAN.matcher(line);
            if (result.matches()) {
                results.add(result(result));
            } else if (plan.matches()) {
                planned = Integer.parseInt(plan.group(1));
            } else if (line.startsWith("# ") && !results.isEmpty()) {
                addReason(results, line.substring(2));
            }
        }
        return new TapReport(List.copyOf(results), planned);
    }

    private static Result result(Matcher line) {
        if (line.group(3) != null) {
            return new Result(line.group(2), Outcome.SKIPPED, line.group(3));
        }
        return new Result(line.group(2), line.group(1) == null ? Outcome.PASSED : Outcome.FAILED, "");
    }

    private static void addReason(List<Result> results, String line) {
        Result last = results.get(results.size() - 1);
        if (last.outcome() == Outcome.FAILED) {
            results.set(results.size() - 1, last.withReason(line));
        }
    }

    /** Whether every result the scenario says there are has come, and at least one. */
    boolean isWhole() {
        return planned > 0 && planned == results.size();
    }
}

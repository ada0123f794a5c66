package org.mpath.itests.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mpath.itests.check.Judgement.Verdict;
import org.mpath.itests.check.bundle.Home;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.rule.Effort;
import org.mpath.itests.check.rule.Rule;
import org.mpath.itests.check.rule.Rules;
import org.mpath.itests.check.rule.Skipped;
import org.mpath.itests.check.rule.Trial;
import org.osgi.framework.Bundle;

/** Tries rules on one jar, one after the other, each on a thread of its own so that a handler that blocks is found out. */
final class Checkup {
    private static final long RULE_SECONDS_MAX = 300;
    private static final int FRAMES = 3;

    /** Told how far a rule is. */
    interface Progress {
        void at(Rule rule, int done, int total);
    }

    private final Home home;
    private final long seed;
    private final Effort effort;
    private final Progress progress;

    Checkup(Home home, long seed, Effort effort, Progress progress) {
        this.home = home;
        this.seed = seed;
        this.effort = effort;
        this.progress = progress;
    }

    /** Tries them, and tells each judgement as it is there. */
    List<Judgement> run(Jar jar, List<Rule> rules, Consumer<Judgement> told) throws Exception {
        List<Judgement> all = new ArrayList<>();
        try (Subject subject = new Subject(home, jar, "checked")) {
            for (Rule rule : rules) {
                Judgement judgement = tried(rule, subject, all);
                all.add(judgement);
                told.accept(judgement);
            }
        }
        return all;
    }

    private Judgement tried(Rule rule, Subject subject, List<Judgement> before) throws Exception {
        boolean broken = before.stream()
                .anyMatch(each -> each.rule().name().equals(Rules.LIFE_CYCLE) && each.verdict() == Verdict.FAILED);
        if (broken && !rule.name().equals("manifest")) {
            return new Judgement(rule, Verdict.SKIPPED, "it needs a bundle that passes " + Rules.LIFE_CYCLE, List.of(), List.of(), 0);
        }
        Trial trial = new Trial(seed, effort, (done, total) -> progress.at(rule, done, total));
        long began = System.nanoTime();
        String skipped = onItsOwnThread(rule, subject, trial);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Verdict verdict = skipped != null ? Verdict.SKIPPED : trial.findings().isEmpty() ? Verdict.OK : Verdict.FAILED;
        return new Judgement(rule, verdict, skipped == null ? "" : skipped, trial.findings(), trial.notes(), millis);
    }

    /** Answers why the rule was skipped; null when it was not. */
    private static String onItsOwnThread(Rule rule, Subject subject, Trial trial) throws Exception {
        Exception[] thrown = new Exception[1];
        Thread thread = new Thread(() -> {
            try {
                if (!rule.name().equals("manifest") && subject.bundle().getState() == Bundle.INSTALLED
                        && !rule.name().equals(Rules.LIFE_CYCLE)) {
                    subject.start();
                }
                rule.check().on(subject, trial);
            } catch (Exception e) {
                thrown[0] = e;
            } catch (LinkageError | StackOverflowError e) {
                trial.find("it threw " + e, "see the rule");
            }
        }, "check-" + rule.name());
        thread.setDaemon(true);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(RULE_SECONDS_MAX));
        if (thread.isAlive()) {
            String where = Arrays.stream(thread.getStackTrace()).limit(FRAMES).map(Object::toString)
                    .collect(Collectors.joining(", "));
            trial.find("it did not come back within " + RULE_SECONDS_MAX + " s; it is at " + where,
                    "answer at once and go on when the array answers: nothing may block the reactor");
            return null;
        }
        if (thrown[0] instanceof Skipped) {
            return thrown[0].getMessage();
        }
        if (thrown[0] instanceof RuntimeException) {
            trial.find("it threw " + thrown[0], "let no call throw but create()");
        } else if (thrown[0] != null) {
            throw thrown[0];
        }
        return null;
    }
}

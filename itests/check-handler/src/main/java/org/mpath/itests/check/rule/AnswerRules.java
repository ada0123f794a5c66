package org.mpath.itests.check.rule;

import java.util.List;
import org.mpath.api.inventory.CheckerState;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.Asked;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.Question;
import org.mpath.itests.check.play.Sent;
import org.mpath.itests.check.play.VirtualReactor;

/** One question, one answer, in time. */
final class AnswerRules {
    /** Any array at all: after so long there is an answer, however often the array was asked and however long it moved. */
    static final long ANSWER_NANOS_MAX = 1800 * VirtualReactor.SECOND;
    /** An array that says nothing. */
    private static final long SILENT_NANOS_MAX = 120 * VirtualReactor.SECOND;

    private static final long SLACK_NANOS = 2 * VirtualReactor.SECOND;

    private AnswerRules() {}

    static void check(Question question, Subject subject, Trial trial) throws Skipped {
        List<Family> asked = subject.families().stream()
                .filter(family -> family.with(question::asksOf))
                .toList();
        if (asked.isEmpty()) {
            throw new Skipped("the family has none of its own");
        }
        for (Family family : asked) {
            int arrays = family.with(factory -> Setting.arrays(factory, trial.chance(0)).size());
            for (int array = 0; array < arrays; array++) {
                check(question, family, array, trial);
            }
        }
    }

    private static void check(Question question, Family family, int array, Trial trial) {
        List<Setting> settings = Setting.all(trial);
        for (int i = 0; i < settings.size() && !trial.enough(); i++) {
            trial.progress(i, settings.size());
            Setting setting = settings.get(i);
            family.with(factory -> {
                ArrayScript right = Setting.arrays(factory, trial.chance(2)).get(array);
                Play play = setting.play(factory, right).askAll(question).pass(ANSWER_NANOS_MAX);
                judge(question, setting, play, trial);
                play.close();
                return null;
            });
        }
    }

    private static void judge(Question question, Setting setting, Play play, Trial trial) {
        String when = question.call() + " when " + setting.text() + ": ";
        for (Throwable thrown : play.scene().thrown()) {
            trial.find(when + "it threw " + thrown, "answer instead: what is thrown on the reactor is nobody's answer");
        }
        for (Asked asked : play.asked()) {
            List<Asked.Answer> answers = asked.answers();
            if (answers.size() != 1) {
                trial.find(when + answers.size() + " answers" + values(answers),
                        answers.isEmpty()
                                ? "answer also when the command timed out, was refused, or the path was lost; the kit's Outcome"
                                        + " names them all"
                                : "answer once: keep a flag, or use the kit's Waiter");
            } else {
                judge(question, setting, play, answers.get(0), when, trial);
            }
        }
    }

    private static String values(List<Asked.Answer> answers) {
        return answers.isEmpty() ? "" : " " + answers.stream().map(Asked.Answer::value).toList();
    }

    private static void judge(
            Question question, Setting setting, Play play, Asked.Answer answer, String when, Trial trial) {
        if (answer.value() == null || answer.value() == CheckerState.UNCHECKED || answer.value() == CheckerState.DELAYED) {
            trial.find(when + "the answer is " + answer.value(), "answer what was found out");
        }
        long limit = limit(question, setting, play);
        if (answer.afterNanos() > limit) {
            trial.find(when + "it answered after " + answer.afterNanos() / VirtualReactor.SECOND + " s",
                    "answer within " + limit / VirtualReactor.SECOND + " s: I/O waits for it, or a path is not looked after");
        }
        if (question == Question.CHECK || question == Question.RANK) {
            for (Sent sent : play.scene().sent()) {
                if (sent.timeoutNanos() > Play.CHECK_NANOS) {
                    trial.find(when + "it sent " + sent.text() + " with a timeout of "
                                    + sent.timeoutNanos() / VirtualReactor.SECOND + " s",
                            "give commands the timeout that you were given");
                }
            }
        }
    }

    private static long limit(Question question, Setting setting, Play play) {
        boolean silent = setting.text().equals(Setting.SILENT);
        if (question == Question.CHECK || question == Question.RANK) {
            int commands = silent ? 1 : Math.max(1, play.scene().sent().size());
            return commands * (Play.CHECK_NANOS + SLACK_NANOS);
        }
        return silent ? SILENT_NANOS_MAX : ANSWER_NANOS_MAX;
    }
}

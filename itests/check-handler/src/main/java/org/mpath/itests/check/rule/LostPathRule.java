package org.mpath.itests.check.rule;

import java.util.List;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.Asked;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.Question;

/** No path answers for another one whose link was lost. */
final class LostPathRule {
    private static final int COMMANDS = 10;

    private LostPathRule() {}

    static void check(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            for (Question question : List.of(Question.ACTIVATE, Question.ASK_OWNER, Question.CHECK)) {
                for (int command = 1; command <= COMMANDS; command++) {
                    for (boolean back : new boolean[] {false, true}) {
                        check(question, family, command, back, trial);
                    }
                }
            }
        }
    }

    private static void check(Question question, Family family, int command, boolean back, Trial trial) {
        String when = "the link of a path is lost at command " + command + (back ? " and comes back" : "");
        family.with(factory -> {
            if (!question.asksOf(factory)) {
                return null;
            }
            for (ArrayScript right : Setting.arrays(factory, trial.chance(2))) {
                Play play = Setting.lost(when, command, back).play(factory, right)
                        .askAll(question).pass(AnswerRules.ANSWER_NANOS_MAX);
                for (Asked asked : play.asked()) {
                    judge(question.call() + " when " + when + ": ", asked, trial);
                }
                play.close();
            }
            return null;
        });
    }

    private static void judge(String when, Asked asked, Trial trial) {
        Asked.Answer first = asked.answers().isEmpty() ? null : asked.answers().get(0);
        if (first != null && first.linksBroken() > 0 && asked.favourable()) {
            trial.find(when + "that path was answered " + first.value(),
                    "listen for its link and answer that it is not connected (the kit's Waiter does): who is behind the next"
                            + " link is not known yet");
        }
    }
}

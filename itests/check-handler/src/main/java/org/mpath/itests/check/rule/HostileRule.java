package org.mpath.itests.check.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.mpath.api.plugin.PathFacts;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.Asked;
import org.mpath.itests.check.play.Mishaps;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.Question;
import org.mpath.itests.check.play.Reply;
import org.mpath.itests.check.play.Scene;
import org.mpath.itests.check.play.Sent;

/** Replies that no array should give. */
final class HostileRule {
    private static final int COMMANDS_MAX = 20;
    private static final String REMEDY = "check every length and page code before you use it (org.mpath.scsi.Cursor does), reject"
            + " what is wrong, and answer as if the array had refused";

    private HostileRule() {}

    static void check(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            claims(family, trial);
            for (Question question : Question.values()) {
                if (family.with(question::asksOf)) {
                    int arrays = family.with(factory -> Setting.arrays(factory, trial.chance(2)).size());
                    for (int array = 0; array < arrays; array++) {
                        spoilOne(question, family, array, trial);
                    }
                    spoilAll(question, family, trial);
                    if (question != Question.CHECK) {
                        emptyAnswers(question, family, trial); // a check may ask for something only to see that it is answered
                    }
                }
            }
        }
    }

    /** Standard INQUIRY data of any length and content. */
    private static void claims(Family family, Trial trial) {
        family.with(factory -> {
            for (int number = 0; number < trial.effort().scenes(); number++) {
                Random chance = trial.chance(99_000 + number);
                byte[] inquiry = new byte[chance.nextInt(256)];
                chance.nextBytes(inquiry);
                PathFacts facts = new PathFacts("check:P0/0", "P0", 0, "VENDOR  ", "PRODUCT         ", "1", chance.nextInt(4), inquiry);
                try {
                    factory.claims(facts);
                } catch (RuntimeException | LinkageError e) {
                    trial.find("claims() threw " + e + " for INQUIRY data of " + inquiry.length + " bytes", REMEDY);
                }
            }
            return null;
        });
    }

    /** One reply of many is spoilt. */
    private static void spoilOne(Question question, Family family, int array, Trial trial) {
        int commands = Math.min(COMMANDS_MAX, run(question, family, array, trial, right -> right).scene().sent().size());
        for (int command = 1; command <= commands && !trial.enough(); command++) {
            for (int number = 0; number < trial.effort().scenes(); number++) {
                int spoilt = command;
                Random chance = trial.chance(5000L * command + number);
                Play play = run(question, family, array, trial,
                        right -> right.but(spoilt, sent -> Mishaps.garbage(right.reply(sent), sent, chance)));
                judge(question.call() + " when the reply to command " + command + " is spoilt", play, trial);
            }
            trial.progress(command, commands);
        }
    }

    private static void spoilAll(Question question, Family family, Trial trial) {
        for (int number = 0; number < trial.effort().scenes(); number++) {
            Random chance = trial.chance(77_000 + number);
            Play play = run(question, family, 0, trial,
                    right -> sent -> Mishaps.garbage(right.reply(sent), sent, chance));
            judge(question.call() + " when every reply is spoilt", play, trial);
        }
    }

    private interface Disturbance {
        ArrayScript of(ArrayScript right);
    }

    private static Play run(Question question, Family family, int array, Trial trial, Disturbance disturbance) {
        return family.with(factory -> {
            ArrayScript right = Setting.arrays(factory, trial.chance(2)).get(array);
            Play play = new Play(factory, new Scene(2, true, disturbance.of(right)));
            play.askAll(question).pass(AnswerRules.ANSWER_NANOS_MAX);
            play.close();
            return play;
        });
    }

    private static void judge(String when, Play play, Trial trial) {
        for (Throwable thrown : play.scene().thrown()) {
            trial.find(when + ": it threw " + thrown, REMEDY);
        }
        String words = play.lastWords();
        if (words == null || !words.matches("[ -~]*")) {
            trial.find(when + ": statusWords() is " + (words == null ? "null" : "not printable"),
                    "show bytes of an array as numbers, or clean them first: they stand in a status line");
        }
    }

    /** If a refusal is no good news, then no data at all is none either. */
    private static void emptyAnswers(Question question, Family family, Trial trial) {
        Play refused = run(question, family, 0, trial, right -> ArrayScript.always(Reply.sense(0x05, 0x24, 0x00)));
        if (refused.asked().stream().anyMatch(Asked::favourable)) {
            return; // it can do without the array's word
        }
        Play empty = run(question, family, 0, trial, right -> ArrayScript.always(Reply.GOOD));
        believes(question, "every reply is empty", empty, trial);
        Play ones = run(question, family, 0, trial, right -> HostileRule::ones);
        believes(question, "every byte of every reply is ff", ones, trial);
    }

    private static Reply ones(Sent sent) {
        byte[] bytes = new byte[sent.reads() ? sent.bytes() : 0];
        Arrays.fill(bytes, (byte) 0xff);
        return Reply.data(bytes);
    }

    private static void believes(Question question, String when, Play play, Trial trial) {
        List<Asked> believed = play.asked().stream().filter(Asked::favourable).toList();
        if (!believed.isEmpty() && play.scene().sent().stream().anyMatch(Sent::reads)) {
            trial.find(question.call() + " when " + when + ": the answer is " + believed.get(0).answers().get(0).value(), REMEDY);
        }
    }
}

package org.mpath.itests.check.rule;

import java.util.List;
import java.util.Set;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.PlayedPath;
import org.mpath.itests.check.play.Question;
import org.mpath.itests.check.play.Reply;
import org.mpath.itests.check.play.Sent;
import org.mpath.itests.check.play.VirtualReactor;
import org.mpath.scsi.Opcode;

/** What it sends, and how much. */
final class CommandRules {
    private static final int BYTES_MAX = 64 * 1024;
    private static final long TIMEOUT_NANOS_MAX = 120 * VirtualReactor.SECOND;
    /** Of one question, per path; and more for every second it takes, for looks at a transition. */
    private static final int COMMANDS_MAX = 32;

    private static final int COMMANDS_PER_SECOND_MAX = 2;
    private static final int STORM_PATHS = 32;
    private static final int STORM_COMMANDS_MAX = 8;

    /** Operation codes that only look. */
    private static final Set<Integer> LOOKS = Set.of(
            Opcode.TEST_UNIT_READY, Opcode.REQUEST_SENSE, Opcode.READ_6, Opcode.INQUIRY, Opcode.MODE_SENSE_6,
            0x1c, Opcode.READ_CAPACITY_10, Opcode.READ_10, 0x3c, 0x4d, Opcode.MODE_SENSE_10, Opcode.PERSISTENT_RESERVE_IN,
            Opcode.READ_16, Opcode.SERVICE_ACTION_IN_16, Opcode.REPORT_LUNS, Opcode.MAINTENANCE_IN, Opcode.READ_12);

    /** Operation codes that change the medium, or who may use it. */
    private static final Set<Integer> CHANGES_MEDIUM = Set.of(
            0x04, Opcode.WRITE_6, 0x16, 0x17, Opcode.WRITE_10, 0x2e, 0x3b, Opcode.WRITE_SAME_10, Opcode.UNMAP, 0x48,
            Opcode.PERSISTENT_RESERVE_OUT, Opcode.COMPARE_AND_WRITE, Opcode.WRITE_16, 0x8e, Opcode.WRITE_SAME_16,
            Opcode.WRITE_12, 0xae);

    private CommandRules() {}

    static void commands(Subject subject, Trial trial) {
        List<Setting> settings = Setting.all(trial);
        for (Family family : subject.families()) {
            for (int i = 0; i < settings.size() && !trial.enough(); i++) {
                trial.progress(i, settings.size());
                Setting setting = settings.get(i);
                for (Question question : Question.values()) {
                    family.with(factory -> {
                        if (question.asksOf(factory)) {
                            ArrayScript right = Setting.arrays(factory, trial.chance(2)).get(0);
                            Play play = setting.play(factory, right);
                            long before = play.scene().reactor().nanoTime();
                            play.askAll(question).pass(AnswerRules.ANSWER_NANOS_MAX);
                            long seconds = (play.scene().reactor().nanoTime() - before) / VirtualReactor.SECOND;
                            judge(question.call() + " when " + setting.text() + ": ", play, seconds, trial);
                            play.close();
                        }
                        return null;
                    });
                }
            }
        }
    }

    private static void judge(String when, Play play, long seconds, Trial trial) {
        List<Sent> sent = play.scene().sent();
        sent.forEach(each -> judge(when, each, trial));
        long most = play.scene().paths().size() * (COMMANDS_MAX + COMMANDS_PER_SECOND_MAX * seconds);
        if (sent.size() > most) {
            trial.find(when + sent.size() + " commands in " + seconds + " s",
                    "give up after a few tries, and pause between looks; the kit's ArrayCommand counts them");
        }
        if (play.scene().resets() > 0) {
            trial.find(when + "it reset the unit", "leave that to the engine: a reset ends the commands of every host");
        }
    }

    private static void judge(String when, Sent sent, Trial trial) {
        if (sent.bytes() > BYTES_MAX) {
            trial.find(when + sent.text() + " transfers " + sent.bytes() + " bytes", "ask for at most 64 KiB");
        }
        if (sent.timeoutNanos() > TIMEOUT_NANOS_MAX || sent.timeoutNanos() < 0) {
            trial.find(when + sent.text() + " has a timeout of " + sent.timeoutNanos() / VirtualReactor.SECOND + " s",
                    "give it at most 120 s: a command that an array swallows holds I/O for so long");
        }
        if (sent.cdb().length != length(sent.opcode(), sent.cdb().length)) {
            trial.find(when + sent.text() + " has " + sent.cdb().length + " bytes", "build CDBs with org.mpath.scsi.Cdb");
        }
        if (CHANGES_MEDIUM.contains(sent.opcode())) {
            trial.find(when + sent.text() + " changes the medium or its reservations", "never do: the unit is in use");
        }
    }

    /** The length that the group code of an operation code means (SPC-5 4.2.5.1). */
    private static int length(int opcode, int otherwise) {
        return switch (opcode >> 5) {
            case 0 -> 6;
            case 1, 2 -> 10;
            case 4 -> 16;
            case 5 -> 12;
            default -> Math.max(6, otherwise);
        };
    }

    static void storm(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            for (Setting setting : List.of(
                    new Setting("it answers", STORM_PATHS, false, right -> sent -> right.reply(sent).after(VirtualReactor.MILLI)),
                    new Setting("it is silent", STORM_PATHS, false, right -> ArrayScript.always(Reply.SILENCE)))) {
                family.with(factory -> {
                    for (ArrayScript right : Setting.arrays(factory, trial.chance(2))) {
                        Play play = setting.play(factory, right);
                        play.scene().paths().forEach(right::settle);
                        play.askAll(Question.ACTIVATE).pass(AnswerRules.ANSWER_NANOS_MAX);
                        judgeStorm(setting.text(), play, trial);
                        play.close();
                    }
                    return null;
                });
            }
        }
    }

    private static void judgeStorm(String array, Play play, Trial trial) {
        for (PlayedPath path : play.scene().paths()) {
            List<Sent> sent = play.scene().sent().stream().filter(each -> each.path() == path).toList();
            long changes = sent.stream().filter(each -> !LOOKS.contains(each.opcode())).count();
            if (changes > 1) {
                trial.find("32 paths ask to be activated and " + array + ": " + changes + " commands that move the unit on "
                                + path.name(),
                        "send one, and let the paths that wait share its answer");
            }
        }
        int most = STORM_PATHS * STORM_COMMANDS_MAX;
        if (play.scene().sent().size() > most) {
            trial.find("32 paths ask to be activated and " + array + ": " + play.scene().sent().size() + " commands",
                    "share what is asked of the array: at most " + STORM_COMMANDS_MAX + " commands per path");
        }
    }
}

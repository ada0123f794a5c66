package org.mpath.itests.check.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.LabArray;
import org.mpath.itests.check.play.LikelyArray;
import org.mpath.itests.check.play.Mishaps;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.PlayedPath;
import org.mpath.itests.check.play.Reply;
import org.mpath.itests.check.play.Scene;
import org.mpath.itests.check.play.VirtualReactor;

/**
 * A situation in which a family is asked something.
 *
 * @param text when: {@code the array is silent}
 * @param paths how many paths there are
 * @param prompt answers come before {@code submit} returns
 * @param disturb makes of an array that does what it should the one there is
 */
record Setting(String text, int paths, boolean prompt, UnaryOperator<ArrayScript> disturb) {
    static final String SILENT = "the array is silent";

    private static final int STATUSES = 256;
    private static final int KEYS = 16;
    private static final int COMMANDS = 8;
    /** Codes that mean something to some array. */
    private static final int[] CODES = {
        0x0000, 0x0400, 0x0401, 0x0402, 0x0403, 0x040a, 0x040b, 0x040c, 0x0412, 0x2000, 0x2400, 0x2500, 0x2501, 0x2600, 0x2900,
        0x2904, 0x2a01, 0x2a06, 0x2a07, 0x2a09, 0x3501, 0x3f03, 0x3f0e, 0x4400, 0x4700, 0x8b02, 0x9136, 0x9401, 0x9501, 0xc000
    };
    private static final int CODES_RANDOM = 10;

    /** The arrays that a family is tried with: the lab's when it claims one, and one that is only likely. */
    static List<ArrayScript> arrays(HardwareHandlerFactory factory, Random chance) {
        List<ArrayScript> found = new ArrayList<>();
        LabArray.claimedBy(factory).ifPresent(family -> found.add(LabArray.of(family)));
        found.add(new LikelyArray(factory, chance));
        return found;
    }

    /** A play of a factory in it. */
    Play play(HardwareHandlerFactory factory, ArrayScript right) {
        return new Play(factory, new Scene(paths, prompt, disturb.apply(right)));
    }

    /** All of them. */
    static List<Setting> all(Trial trial) {
        List<Setting> all = new ArrayList<>(whole());
        boolean thorough = trial.effort().thorough();
        for (int status = 0; status < STATUSES; status += thorough ? 1 : 8) {
            all.add(always(String.format("the array answers everything with status %02xh", status), Reply.status(status)));
        }
        for (int key = 0; key < KEYS; key++) {
            senses(all, key, trial.chance(key), thorough ? 1 : 7);
        }
        for (int command = 1; command <= COMMANDS; command++) {
            broken(all, command);
        }
        for (int number = 0; number < trial.effort().scenes(); number++) {
            Random chance = trial.chance(1000 + number);
            all.add(new Setting("things go wrong at random (scene " + number + ")", 1 + chance.nextInt(4), chance.nextBoolean(),
                    right -> Mishaps.random(right, chance, 30)));
        }
        return all;
    }

    /** Those in which the array is the same all the time. */
    private static List<Setting> whole() {
        return List.of(
                new Setting("all is well", 2, true, right -> right),
                new Setting("all is well and answers take time", 2, false, right -> sent -> right.reply(sent).after(VirtualReactor.MILLI)),
                always(SILENT, Reply.SILENCE),
                always("the path is lost with the command", Reply.LOST),
                always("the path takes no command", Reply.NOT_SENT),
                new Setting("answers come just in time", 1, false, right -> sent ->
                        right.reply(sent).after(Math.max(0, sent.timeoutNanos() - VirtualReactor.MILLI))),
                new Setting("answers come too late", 1, false, right -> sent ->
                        right.reply(sent).after(sent.timeoutNanos() + VirtualReactor.SECOND / 2)),
                new Setting("the link is down", 2, true, right -> sent -> {
                    sent.path().cut();
                    return Reply.NOT_SENT;
                }));
    }

    private static Setting always(String text, Reply reply) {
        return new Setting(text, 2, true, right -> ArrayScript.always(reply));
    }

    private static void senses(List<Setting> all, int key, Random chance, int step) {
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < CODES.length; i += step) {
            codes.add(CODES[i]);
        }
        for (int i = 0; i < CODES_RANDOM; i += step) {
            codes.add(chance.nextInt(0x10000));
        }
        for (int code : codes) {
            String sense = String.format("%02x/%02x/%02x", key, code >> 8, code & 0xff);
            Reply reply = Reply.sense(key, code >> 8, code & 0xff);
            all.add(always("the array answers everything with " + sense, reply));
            all.add(new Setting("its first command is answered with " + sense, 2, true,
                    right -> right.but(1, ArrayScript.always(reply))));
            all.add(new Setting("the array answers with " + sense + " from the second command on", 2, false,
                    right -> right.until(1, ArrayScript.always(reply))));
        }
    }

    private static void broken(List<Setting> all, int command) {
        all.add(new Setting("the array falls silent at command " + command, 2, false,
                right -> right.until(command - 1, ArrayScript.always(Reply.SILENCE))));
        all.add(new Setting("the array is busy once, at command " + command, 2, true,
                right -> right.but(command, ArrayScript.always(Reply.status(0x08)))));
        all.add(lost("the link is lost at command " + command, command, false));
        all.add(lost("the link is lost at command " + command + " and comes back", command, true));
    }

    /** The path of one command loses its link while that is on its way. */
    static Setting lost(String text, int command, boolean back) {
        return new Setting(text, 3, false, right -> sent -> {
            PlayedPath path = sent.path();
            if (path.scene().sent().size() == command) {
                path.reactor().execute(path::cut);
                if (back) {
                    path.reactor().later(VirtualReactor.MILLI, path::heal);
                }
                return Reply.SILENCE;
            }
            return right.reply(sent).after(VirtualReactor.MILLI);
        });
    }
}

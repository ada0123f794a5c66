package org.mpath.itests.check.rule;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.PlayedPath;
import org.mpath.itests.check.play.Reply;
import org.mpath.itests.check.play.Scene;
import org.mpath.itests.check.play.VirtualReactor;
import org.mpath.scsi.Sense;

/** The sense table, all 16 x 256 x 256 codes of it. */
final class SenseRule {
    private static final int KEYS = 16;
    private static final int COMMANDS_MAX = 64;
    private static final long ALLOCATED_BYTES_MAX = 4096;
    private static final int WARM_UP_ROUNDS = 3;

    private static final Set<Verdict> BLAMES_PATH = EnumSet.of(
            Verdict.FAIL_PATH, Verdict.BYPASS_GROUP, Verdict.FAIL_PATH_AND_BYPASS_GROUP, Verdict.ACTIVATE);

    private static final Set<Verdict> BLAMES_RESET = EnumSet.of(
            Verdict.FAIL_PATH, Verdict.BYPASS_GROUP, Verdict.FAIL_PATH_AND_BYPASS_GROUP, Verdict.RETURN);
    private static final Set<Verdict> GIVES_UP = EnumSet.of(Verdict.RETURN, Verdict.INDETERMINATE);

    private SenseRule() {}

    static void check(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            family.with(factory -> {
                table(factory, trial);
                return null;
            });
        }
    }

    private static void table(HardwareHandlerFactory factory, Trial trial) {
        Scene scene = new Scene(1, false, ArrayScript.always(Reply.SILENCE));
        Play play = new Play(factory, scene);
        PlayedPath path = scene.paths().get(0);
        Activation activation = play.handler().activation();
        for (int key = 0; key < KEYS && !trial.enough(); key++) {
            trial.progress(key, KEYS);
            for (int codes = 0; codes <= 0xffff; codes++) {
                judge(play.handler(), path, activation, key, codes >> 8, codes & 0xff, trial);
            }
        }
        scene.reactor().pass(VirtualReactor.SECOND);
        if (scene.sent().size() > COMMANDS_MAX) {
            trial.find("sense data without an activation made it send " + scene.sent().size() + " commands in one second",
                    "look at the array once for all that is reported at about the same time");
        }
        play.close();
    }

    private static void judge(
            HardwareHandler handler, PlayedPath path, Activation activation, int key, int asc, int ascq, Trial trial) {
        Verdict verdict;
        Verdict again;
        try {
            verdict = handler.checkSense(path, key, asc, ascq);
            again = handler.checkSense(path, key, asc, ascq);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            trial.find("checkSense threw " + e + " for " + Sense.text(key, asc, ascq), "answer DECLINED for what you do not know");
            return;
        }
        if (verdict == null) {
            trial.find("checkSense is null for " + Sense.text(key, asc, ascq), "answer DECLINED for what you do not know");
        } else if (verdict != again) {
            trial.find("checkSense is " + verdict + " and then " + again + " for " + Sense.text(key, asc, ascq),
                    "judge by the code, not by how often it came");
        } else if (verdict == Verdict.ACTIVATE && activation == Activation.NONE) {
            trial.find("checkSense is ACTIVATE for " + Sense.text(key, asc, ascq) + ", but activation() is NONE",
                    "say how groups are activated, or answer FAIL_PATH");
        } else {
            meaning(verdict, key, asc, ascq, trial);
        }
    }

    private static void meaning(Verdict verdict, int key, int asc, int ascq, Trial trial) {
        String todo = null;
        if (isOfTheRequest(key, asc) && BLAMES_PATH.contains(verdict)) {
            todo = "answer DECLINED or RETURN: the request or the medium is wrong, every other path would say the same and be"
                    + " failed too";
        } else if (key == 0x06 && asc == 0x29 && BLAMES_RESET.contains(verdict)) {
            todo = "answer DECLINED or RETRY: a reset is told once to every nexus, and the next command works";
        } else if (key == 0x02 && asc == 0x04 && (ascq == 0x01 || ascq == 0x0a) && GIVES_UP.contains(verdict)) {
            todo = "answer DECLINED or RETRY: it passes, and the caller need not know";
        }
        if (todo != null) {
            trial.find("checkSense is " + verdict + " for " + Sense.text(key, asc, ascq), todo);
        }
    }

    /** Whether the unit would answer the same on any path: nothing is wrong, or the request or the medium is. */
    private static boolean isOfTheRequest(int key, int asc) {
        return switch (key) {
            case 0x00, 0x01, 0x03, 0x07, 0x08, 0x0d, 0x0e -> true;
            case 0x05 -> asc == 0x1a || asc == 0x20 || asc == 0x21 || asc == 0x24 || asc == 0x26;
            default -> false;
        };
    }

    static void allocation(Subject subject, Trial trial) throws Skipped {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()) {
            throw new Skipped("this Java does not count what a thread allocates");
        }
        for (Family family : subject.families()) {
            family.with(factory -> {
                Scene scene = new Scene(1, false, ArrayScript.always(Reply.SILENCE));
                Play play = new Play(factory, scene);
                PlayedPath path = scene.paths().get(0);
                long least = Long.MAX_VALUE;
                for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    askAll(play.handler(), path);
                    least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                }
                if (least > ALLOCATED_BYTES_MAX) {
                    trial.find("checkSense allocates: " + least + " bytes for every code once",
                            "decide with a switch over key << 16 | asc << 8 | ascq; no strings, records or streams");
                }
                play.close();
                return null;
            });
        }
    }

    private static int askAll(HardwareHandler handler, PlayedPath path) {
        int sum = 0;
        for (int key = 0; key < KEYS; key++) {
            for (int codes = 0; codes <= 0xffff; codes++) {
                sum += handler.checkSense(path, key, codes >> 8, codes & 0xff).ordinal();
            }
        }
        return sum;
    }
}

package org.mpath.itests.check.rule;

import java.util.List;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.ArrayScript;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.PlayedPath;
import org.mpath.itests.check.play.Question;
import org.mpath.itests.check.play.Reply;
import org.mpath.itests.check.play.Scene;
import org.mpath.itests.check.play.VirtualReactor;

/** After close() there is nothing left of a handler, whatever it was doing. */
final class CloseRule {
    private static final int STAGES = 12;
    private static final int PATHS = 4;
    private static final long STAGE_NANOS_MAX = 5 * VirtualReactor.SECOND;
    private static final long AFTER_NANOS = 600 * VirtualReactor.SECOND;
    /** Codes that make a handler look what changed. */
    private static final int[] NEWS = {0x02040a, 0x06040a, 0x062900, 0x062a01, 0x062a06, 0x062a07, 0x063f0e, 0x068b02};

    private CloseRule() {}

    static void check(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            for (Question question : List.of(Question.ACTIVATE, Question.ASK_OWNER)) {
                for (int stage = 0; stage <= STAGES; stage++) {
                    trial.progress(stage, STAGES);
                    for (boolean busy : new boolean[] {false, true}) {
                        check(question, family, stage, busy, trial);
                    }
                }
            }
        }
    }

    private static void check(Question question, Family family, int stage, boolean busy, Trial trial) {
        family.with(factory -> {
            for (ArrayScript right : Setting.arrays(factory, trial.chance(2))) {
                ArrayScript slow = sent -> right.reply(sent).after(10 * VirtualReactor.MILLI);
                ArrayScript last = sent -> Reply.status(0x08).after(10 * VirtualReactor.MILLI);
                Play play = new Play(factory, new Scene(PATHS, false, busy ? slow.until(stage, last) : slow));
                play.askAll(question);
                play.scene().reactor().pass(0);
                for (long left = STAGE_NANOS_MAX; left > 0 && play.scene().sent().size() <= stage; left -= VirtualReactor.MILLI) {
                    play.scene().reactor().pass(VirtualReactor.MILLI);
                }
                news(play);
                String when = "close() while " + question.call() + " is under way, "
                        + play.scene().sent().size() + " commands sent";
                closeAndWatch(play, when, trial);
            }
            return null;
        });
    }

    private static void news(Play play) {
        for (int code : NEWS) {
            play.handler().checkSense(play.scene().paths().get(0), code >> 16, code >> 8 & 0xff, code & 0xff);
        }
    }

    private static void closeAndWatch(Play play, String when, Trial trial) {
        Scene scene = play.scene();
        int thrown = scene.thrown().size();
        play.close();
        int sent = scene.sent().size();
        left(scene, when, trial);
        scene.reactor().pass(AFTER_NANOS / 2);
        scene.paths().forEach(PlayedPath::cut);
        scene.paths().forEach(PlayedPath::heal);
        scene.reactor().pass(AFTER_NANOS / 2);
        left(scene, when + " and ten minutes", trial);
        if (scene.sent().size() > sent) {
            trial.find(when + ": it sent " + scene.sent().get(sent).text() + " afterwards",
                    "send nothing once closed: give ArrayCommand.onlyWhile a flag that close() clears");
        }
        if (scene.thrown().size() > thrown) {
            trial.find(when + ": it threw " + scene.thrown().get(thrown) + " afterwards", "ignore answers that come after close()");
        }
    }

    private static void left(Scene scene, String when, Trial trial) {
        if (scene.reactor().armedByPlugIn() > 0) {
            trial.find(when + ": a timer is armed", "cancel every timer in close(): its action keeps the class loader alive");
        }
        if (scene.paths().stream().anyMatch(path -> path.listenerCount() > 0)) {
            trial.find(when + ": a path still has its link listener",
                    "remove every listener in close() (Waiter.forget does): the path outlives the handler");
        }
    }
}

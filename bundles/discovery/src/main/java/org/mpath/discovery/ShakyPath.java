package org.mpath.discovery;

import org.mpath.config.PathSettings.Shaky;

/**
 * Whether a path fails too often to be used, by {@code san_path_err_*} (peers.md B.10): every failure counts, so many good
 * checks have one forgotten, and above the threshold the path is left out until it was good for the recovery time. Pure.
 */
final class ShakyPath {
    private boolean good = true;
    private int failures;
    /** Good checks since the last failure was counted or forgotten. */
    private int goodChecks;
    /** How many failures had it left out; 0 while it is not. */
    private int outFor;
    /** When it is used again if it stays good. */
    private Moment until;

    /** Whether all numbers are there. */
    static boolean on(Shaky rule) {
        return rule.threshold() > 0 && rule.forgetRate() > 0 && rule.recoverySeconds() > 0;
    }

    /** It does not work: one failure, however long that lasts. */
    void failed() {
        if (good) {
            good = false;
            failures++;
            goodChecks = 0;
        }
    }

    /** A check found it good. */
    void worked(Moment now, Shaky rule) {
        boolean again = !good;
        good = true;
        if (outFor > 0) {
            recover(again, now, rule);
        } else if (failures > rule.threshold()) {
            outFor = failures;
            until = now.plusSeconds(rule.recoverySeconds());
        } else if (!again) {
            forget(rule);
        }
    }

    private void recover(boolean again, Moment now, Shaky rule) {
        if (again) {
            outFor = failures;
            until = now.plusSeconds(rule.recoverySeconds());
        } else if (now.reached(until)) {
            pardon();
        }
    }

    private void forget(Shaky rule) {
        goodChecks++;
        if (goodChecks >= rule.forgetRate()) {
            goodChecks = 0;
            failures = Math.max(0, failures - 1);
        }
    }

    /** Everything is forgotten. */
    void pardon() {
        failures = 0;
        goodChecks = 0;
        outFor = 0;
    }

    /** Whether it is left out. */
    boolean out() {
        return outFor > 0;
    }

    /** Why it is left out, and for how long. */
    String reason(Shaky rule) {
        return outFor + " failures, left out until " + until + ", san_path_err_threshold " + rule.threshold();
    }
}

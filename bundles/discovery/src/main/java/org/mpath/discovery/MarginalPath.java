package org.mpath.discovery;

import org.mpath.config.PathSettings.Shaky;

/**
 * Whether a path loses too many requests to be used, by {@code marginal_path_*} (peers.md B.10): two failures close together
 * make it suspected; as soon as it works again it is read from for a while, out of use; when too many reads fail it stays out
 * until it is read from again, after the gap. Pure.
 */
final class MarginalPath {
    private static final int PER_MILLE = 1_000;

    private enum Phase {
        /** In use. */
        TRUSTED,
        /** It failed twice; read from as soon as it works. */
        SUSPECTED,
        /** Its reads are counted. */
        SAMPLED,
        /** Too many reads failed. */
        MARGINAL
    }

    private Phase phase = Phase.TRUSTED;
    private boolean good = true;
    /** The failure before this one; null for none. */
    private Moment failed;
    /** When the phase ends. */
    private Moment until;
    private long reads;
    private long errors;

    /** Whether all numbers are there. */
    static boolean on(Shaky rule) {
        return rule.sampleSeconds() > 0 && rule.ratePerMille() > 0 && rule.recheckGapSeconds() > 0 && rule.doubleFailedSeconds() > 0;
    }

    /** It does not work: one failure, however long that lasts. */
    void failed(Moment now, Shaky rule) {
        if (!good) {
            return;
        }
        good = false;
        if (phase == Phase.TRUSTED) {
            boolean twice = failed != null && failed.plusSeconds(rule.doubleFailedSeconds()).reached(now);
            phase = twice ? Phase.SUSPECTED : Phase.TRUSTED;
            failed = now;
        }
    }

    /** A check found it good; whether reading from it begins now. */
    boolean worked(Moment now, Shaky rule) {
        good = true;
        boolean sample = phase == Phase.SUSPECTED || phase == Phase.MARGINAL && now.reached(until);
        if (sample) {
            phase = Phase.SAMPLED;
            until = now.plusSeconds(rule.sampleSeconds());
        }
        return sample;
    }

    /** Reading from it is over. */
    void sampled(long readCount, long errorCount, Moment now, Shaky rule) {
        if (phase != Phase.SAMPLED) {
            return;
        }
        reads = readCount;
        errors = errorCount;
        if (reads == 0 || errors * PER_MILLE > reads * rule.ratePerMille()) {
            phase = Phase.MARGINAL;
            until = now.plusSeconds(rule.recheckGapSeconds());
        } else {
            pardon();
        }
    }

    /** Everything is forgotten. */
    void pardon() {
        phase = Phase.TRUSTED;
        failed = null;
    }

    /** Whether it is left out. */
    boolean out() {
        return phase != Phase.TRUSTED;
    }

    /** Whether its reads are being counted. */
    boolean sampling() {
        return phase == Phase.SAMPLED;
    }

    /** Why it is left out, and for how long. */
    String reason(Shaky rule) {
        return switch (phase) {
            case TRUSTED -> "";
            case SUSPECTED -> twice(rule) + "its reads are counted when it works again";
            case SAMPLED -> twice(rule) + "its reads are counted until " + until;
            case MARGINAL -> errors + " of " + reads + " reads failed, left out until " + until
                    + ", marginal_path_err_rate_threshold " + rule.ratePerMille();
        };
    }

    private static String twice(Shaky rule) {
        return "2 failures within marginal_path_double_failed_time " + rule.doubleFailedSeconds() + " s, ";
    }
}

package org.mpath.discovery;

import org.mpath.api.inventory.CheckerState;
import org.mpath.discovery.HealthRules.Judge;

/**
 * What the past of a path makes of its checks: a path that a check finds good is left out all the same, or marginal, when it
 * failed too often or when somebody said so. The last usable path of a map is never left out. Pure.
 */
final class PathHealth {
    /** Counts reads on the path. */
    interface Sampling {
        /** Begins, anew if need be. */
        void begin(int seconds);

        /** Ends; there is nothing to report. */
        void end();
    }

    private static final int GONE_CHECKS = 2;

    private final Sampling sampling;
    private final ShakyPath shaky = new ShakyPath();
    private final MarginalPath marginal = new MarginalPath();
    private boolean byHand;
    /** Checks in a row that said that there is no such unit. */
    private int goneChecks;
    /** Why it is out of use, or marginal; empty when it is neither. */
    private String reason = "";
    private boolean apart;

    PathHealth(Sampling sampling) {
        this.sampling = sampling;
    }

    /**
     * A check is over.
     *
     * @param last whether no other path of its map is usable
     * @return what is to be believed
     */
    CheckOutcome judge(CheckOutcome said, HealthRules rules, boolean last, Moment now) {
        goneChecks = said.state() == CheckerState.DISCONNECTED ? goneChecks + 1 : 0;
        follow(rules);
        if (said.bad()) {
            failed(rules, now);
            return said;
        }
        return said.usable() ? worked(said, rules, last, now) : said;
    }

    /** Its engine failed it between two checks. */
    void engineFailed(HealthRules rules, Moment now) {
        follow(rules);
        failed(rules, now);
    }

    /** Reading from it is over; the next check tells what follows. */
    void sampled(long reads, long errors, HealthRules rules, Moment now) {
        marginal.sampled(reads, errors, now, rules.shaky());
    }

    /** Somebody takes it for marginal, or no longer; the next check tells what follows. */
    void mark(boolean set) {
        byHand = set;
    }

    /** Whether it is in use, in a group of its own. */
    boolean marginal() {
        return apart;
    }

    /** Whether its unit is gone for good. */
    boolean gone() {
        return goneChecks >= GONE_CHECKS;
    }

    /** Why it is left out or marginal; empty when it is neither. */
    String reason() {
        return reason;
    }

    /** Who does not judge forgets. */
    private void follow(HealthRules rules) {
        Judge judge = rules.judge();
        if (judge != Judge.FAILURES) {
            shaky.pardon();
        }
        if (judge != Judge.READS) {
            pardonReads();
        }
    }

    private void failed(HealthRules rules, Moment now) {
        switch (rules.judge()) {
            case FAILURES -> shaky.failed();
            case READS -> marginal.failed(now, rules.shaky());
            case NOBODY -> { }
        }
    }

    private CheckOutcome worked(CheckOutcome said, HealthRules rules, boolean last, Moment now) {
        boolean needed = last && !rules.apart();
        switch (rules.judge()) {
            case FAILURES -> shaky.worked(now, rules.shaky());
            case READS -> {
                if (marginal.worked(now, rules.shaky()) && !needed) {
                    sampling.begin(rules.shaky().sampleSeconds());
                }
            }
            case NOBODY -> { }
        }
        if (needed && (shaky.out() || marginal.out())) {
            shaky.pardon();
            pardonReads();
        }
        boolean out = shaky.out() || marginal.out() || byHand;
        reason = out ? words(rules) + (needed ? "; in use as the last usable path" : "") : "";
        apart = rules.apart() && out;
        return !out || apart || needed ? said : new CheckOutcome(CheckerState.DELAYED, reason);
    }

    private void pardonReads() {
        if (marginal.sampling()) {
            sampling.end();
        }
        marginal.pardon();
    }

    private String words(HealthRules rules) {
        if (shaky.out()) {
            return shaky.reason(rules.shaky());
        }
        return marginal.out() ? marginal.reason(rules.shaky()) : "marginal by hand, until unsetmarginal";
    }
}

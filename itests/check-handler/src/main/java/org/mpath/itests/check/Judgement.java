package org.mpath.itests.check;

import java.util.List;
import org.mpath.itests.check.rule.Finding;
import org.mpath.itests.check.rule.Rule;

/**
 * How a rule ended.
 *
 * @param rule which
 * @param verdict how
 * @param reason why it was skipped; empty otherwise
 * @param findings what is wrong
 * @param notes what else is worth knowing
 * @param millis how long it took
 */
record Judgement(Rule rule, Verdict verdict, String reason, List<Finding> findings, List<String> notes, long millis) {
    /** How a rule may end. */
    enum Verdict {
        OK,
        FAILED,
        SKIPPED
    }
}

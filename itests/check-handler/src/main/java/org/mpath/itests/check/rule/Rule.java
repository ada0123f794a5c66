package org.mpath.itests.check.rule;

import org.mpath.itests.check.bundle.Subject;

/**
 * Something that holds for every correct array plug-in.
 *
 * @param name one word
 * @param demand what must hold
 * @param reason why
 * @param check tries it
 */
public record Rule(String name, String demand, String reason, Check check) {
    /** How a rule is tried. */
    @FunctionalInterface
    public interface Check {
        /**
         * Tries it.
         *
         * @throws Skipped when it cannot be tried
         * @throws Exception when the checker itself fails
         */
        void on(Subject subject, Trial trial) throws Exception;
    }
}

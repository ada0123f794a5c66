package org.mpath.itests.vm.oracle;

import java.util.EnumMap;
import java.util.Map;

/** What a run did, and what it found. */
final class Tally {
    private int accepted;
    private int refused;
    private int withoutSteps;
    private final Map<Step.Kind, Integer> steps = new EnumMap<>(Step.Kind.class);
    private final Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
    private int unexplained;

    void table(Answer answer) {
        if (answer.isDone()) {
            accepted++;
        } else {
            refused++;
        }
    }

    /** The steps of an accepted table were left out. */
    void withoutSteps() {
        withoutSteps++;
    }

    void step(Step step) {
        steps.merge(step.kind(), 1, Integer::sum);
    }

    void decision(Decision decision) {
        decisions.merge(decision, 1, Integer::sum);
    }

    void unexplained() {
        unexplained++;
    }

    int cases() {
        return accepted + refused;
    }

    int differences() {
        return unexplained;
    }

    @Override
    public String toString() {
        return cases() + " tables, " + accepted + " accepted (" + withoutSteps + " without steps), " + refused + " refused; steps " + steps
                + "; documented decisions " + decisions + "; other differences " + unexplained;
    }
}

package org.mpath.itests.vm.oracle;

import java.util.List;
import org.mpath.itests.vm.oracle.Step.Kind;

/**
 * Where the two sides did not answer the same.
 *
 * @param of the case, with the steps that were carried out
 * @param step the number of the step, from 1; 0 for the table itself
 * @param history what core answered before each step, the table first
 * @param kernel the kernel's answer
 * @param core ours
 */
record Difference(OracleCase of, int step, List<Answer> history, Answer kernel, Answer core) {
    /** The same with what the kernel shows later. */
    Difference withKernel(Answer later) {
        return new Difference(of, step, history, later, core);
    }

    /** What was done last; a {@link Kind#RELOAD} for the first table too. */
    Step last() {
        return step == 0 ? new Step(Kind.RELOAD, of.table()) : of.steps().get(step - 1);
    }

    /** What was done before it. */
    List<Step> done() {
        return of.steps().subList(0, Math.max(0, step - 1));
    }

    /**
     * The group that was disabled after it had been asked for and before any I/O; 0 when none. I/O for which there was no path
     * entered no group.
     */
    int askedThenDisabled() {
        int asked = history.isEmpty() ? 0 : Shown.group(history.get(0).table());
        boolean disabled = false;
        for (int i = 0; i < step - (last().kind() == Kind.READ ? 1 : 0); i++) {
            Step each = of.steps().get(i);
            List<String> words = Shown.words(each.words());
            if (each.kind() == Kind.READ) {
                asked = Shown.hasActivePath(history.get(i).info()) ? 0 : asked;
            } else if (words.get(0).equals("switch_group") && words.size() == 2) {
                asked = Shown.number(words.get(1));
                disabled = false;
            } else if (words.get(0).equals("disable_group") && words.size() == 2) {
                disabled |= asked == Shown.number(words.get(1));
            }
        }
        return disabled ? asked : 0;
    }

    @Override
    public String toString() {
        return steps(of, step) + "\n  kernel: " + kernel + "\n  core:   " + core;
    }

    /** A case as far as some step. */
    static String steps(OracleCase of, int step) {
        StringBuilder text = new StringBuilder(of.toString());
        text.append("\n  table: ").append(of.table());
        for (int i = 0; i < step; i++) {
            text.append("\n  ").append(i + 1).append(". ").append(of.steps().get(i));
        }
        return text.toString();
    }
}

package org.mpath.itests.vm.oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpath.itests.vm.oracle.Step.Kind;

/** Gives a case to both sides and compares, word by word, until they differ. */
final class Oracle {
    private static final int LOOKS_MAX = 15;
    private static final int ACTIVATION_LOOKS = 5;

    private final Side kernel;
    private final CoreSide core;
    private final Watchdog watchdog;

    Oracle(Side kernel, CoreSide core, Watchdog watchdog) {
        this.kernel = kernel;
        this.core = core;
        this.watchdog = watchdog;
    }

    /**
     * Carries out a case.
     *
     * @param tally where what was done is counted
     * @return the first difference
     */
    Optional<Difference> run(OracleCase next, Tally tally) throws IOException {
        try {
            return compare(next, tally);
        } finally {
            core.remove();
            kernel.remove();
        }
    }

    private Optional<Difference> compare(OracleCase next, Tally tally) throws IOException {
        watchdog.begin(next, 0);
        // which handlers are attached is asked before the kernel attaches others
        Answer ours = core.create(next.table());
        Answer kernels = kernel.create(next.table());
        tally.table(kernels);
        if (!same(kernels, ours)) {
            return Optional.of(new Difference(next, 0, List.of(), kernels, ours));
        }
        List<Answer> history = new ArrayList<>();
        for (int i = 0; ours.isDone() && i < next.steps().size(); i++) {
            Step step = next.steps().get(i);
            if (step.kind() == Kind.READ && core.holdsIo()) {
                continue;
            }
            watchdog.begin(next, i + 1);
            history.add(ours);
            ours = core.step(step);
            kernels = settled(kernel.step(step), ours, mayActivate(step, ours) ? ACTIVATION_LOOKS : 0);
            tally.step(step);
            if (!same(kernels, ours)) {
                return Optional.of(new Difference(next, i + 1, history, kernels, ours));
            }
        }
        return Optional.empty();
    }

    private static boolean mayActivate(Step step, Answer ours) {
        return Shown.words(step.words()).get(0).equals("reinstate_path") && !Shown.handler(ours.table()).isEmpty();
    }

    /**
     * The kernel's answer when it shows what core does, or after some looks. It tells the reader of a block before its selector, and
     * counts events from a work queue. What does not show is waited for: an activation that ends later enables its group again.
     */
    private Answer settled(Answer kernels, Answer ours, int looksMin) throws IOException {
        Answer seen = kernels;
        for (int i = 0; i < looksMin || i < LOOKS_MAX && !seen.shows(ours); i++) {
            seen = kernel.look(seen);
        }
        return seen;
    }

    /** The kernel's reason, where it says one, is in our sentence. */
    private static boolean same(Answer kernel, Answer core) {
        return kernel.verdict().equals(core.verdict()) && kernel.shows(core)
                && (core.reason().isEmpty() || core.reason().contains(kernel.reason()));
    }
}

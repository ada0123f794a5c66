package org.mpath.itests.vm.oracle;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpath.itests.vm.oracle.Step.Kind;

/** Gives a case to both sides and compares, word by word, until they differ. */
final class Oracle {
    /** What a decision explains is not waited for any longer. */
    private static final long EXPLAINED_NANOS_MAX = 300_000_000;
    private static final long ACTIVATION_NANOS = 100_000_000;

    private final Side kernel;
    private final CoreSide core;
    private final Watchdog watchdog;
    private final long patienceNanos;

    /**
     * Makes one.
     *
     * @param patience how long the kernel may take to show what it answered: a busy machine is late with its work queues
     */
    Oracle(Side kernel, CoreSide core, Watchdog watchdog, Duration patience) {
        this.kernel = kernel;
        this.core = core;
        this.watchdog = watchdog;
        this.patienceNanos = patience.toNanos();
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
        if (ours.isDone() && core.neverEndsActivation()) {
            tally.withoutSteps();
            return Optional.empty();
        }
        return steps(next, ours, tally);
    }

    private Optional<Difference> steps(OracleCase next, Answer first, Tally tally) throws IOException {
        List<Answer> history = new ArrayList<>();
        List<Step> done = new ArrayList<>();
        Answer ours = first;
        for (int i = 0; ours.isDone() && i < next.steps().size(); i++) {
            Step step = next.steps().get(i);
            if (step.kind() == Kind.READ && core.holdsIo()) {
                continue;
            }
            watchdog.begin(next, i + 1);
            history.add(ours);
            done.add(step);
            ours = core.step(step);
            Difference now = new Difference(next.with(done), done.size(), history, kernel.step(step), ours);
            Difference found = settled(now, mayActivate(step, ours) ? ACTIVATION_NANOS : 0);
            tally.step(step);
            if (!same(found.kernel(), ours)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static boolean mayActivate(Step step, Answer ours) {
        return Shown.words(step.words()).get(0).equals("reinstate_path") && !Shown.handler(ours.table()).isEmpty();
    }

    /**
     * The kernel's answer when it shows what core does, or after some time. It tells the reader of a block before its selector, and
     * counts events from a work queue. What does not show is waited for: an activation that ends later enables its group again.
     */
    private Difference settled(Difference at, long nanosMin) throws IOException {
        Difference seen = at;
        long start = System.nanoTime();
        for (long nanos = 0; nanos < nanosMin || !seen.kernel().shows(seen.core()) && nanos < patience(seen);
                nanos = System.nanoTime() - start) {
            seen = seen.withKernel(kernel.look(seen.kernel()));
        }
        return seen;
    }

    private long patience(Difference seen) {
        return Decision.of(seen).isPresent() ? Math.min(EXPLAINED_NANOS_MAX, patienceNanos) : patienceNanos;
    }

    /** The kernel's reason, where it says one, is in our sentence. */
    private static boolean same(Answer kernel, Answer core) {
        return kernel.verdict().equals(core.verdict()) && kernel.shows(core)
                && (core.reason().isEmpty() || core.reason().contains(kernel.reason()));
    }
}

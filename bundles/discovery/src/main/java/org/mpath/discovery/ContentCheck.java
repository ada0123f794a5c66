package org.mpath.discovery;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.discovery.SampledRead.Outcome;
import org.mpath.discovery.SampledRead.Unreadable;

/**
 * Compares what a path leads to with what a map holds, a bounded number of paths at a time. Discovery thread.
 */
final class ContentCheck {
    /** Paths that are compared at a time. */
    private static final int AT_ONCE = 16;
    /** Paths of the map that are tried, one after the other, until one can be read. */
    private static final int WITNESSES_MAX = 3;

    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    private final MapMessages messages;
    private final Queue<Comparison> waiting = new ArrayDeque<>();
    private int running;

    /** One path that is compared. */
    final class Comparison {
        private final KnownPath path;
        private final MapEntry entry;
        private final Consumer<Outcome> told;

        private Comparison(KnownPath path, MapEntry entry, Consumer<Outcome> told) {
            this.path = path;
            this.entry = entry;
            this.told = told;
        }

        /** Whether it is still wanted. */
        private boolean current() {
            return path.comparison == this;
        }
    }

    ContentCheck(DiscoveryThread thread, Supplier<CheckTimes> times, MapMessages messages) {
        this.thread = thread;
        this.times = times;
        this.messages = messages;
    }

    /** Whether any path is being compared. */
    boolean busy() {
        return running > 0 || !waiting.isEmpty();
    }

    /** Whether there is a path to compare with: one of the map that is used now. */
    boolean hasWitness(KnownPath path, MapEntry entry) {
        return !witnesses(path, entry).isEmpty();
    }

    /**
     * Compares. One that is under way for the path already is forgotten, and so is this one when {@code path.comparison} is
     * set to null.
     *
     * @param told gets the outcome, later
     */
    void compare(KnownPath path, MapEntry entry, Consumer<Outcome> told) {
        path.comparison = new Comparison(path, entry, told);
        waiting.add(path.comparison);
        thread.post(this::startNext);
    }

    private void startNext() {
        while (running < AT_ONCE && !waiting.isEmpty()) {
            Comparison next = waiting.remove();
            if (next.current()) {
                running++;
                read(next, witnesses(next.path, next.entry));
            }
        }
    }

    private List<KnownPath> witnesses(KnownPath path, MapEntry entry) {
        return entry.paths.stream()
                .filter(other -> other != path && isWitness(other))
                .limit(WITNESSES_MAX)
                .toList();
    }

    /** Whether it leads to the map's unit for all we know: nothing else counts that is read through it. */
    private boolean isWitness(KnownPath other) {
        return other.verified && other.check.state() == CheckerState.UP && !messages.failed(other);
    }

    private void read(Comparison comparison, List<KnownPath> witnesses) {
        if (witnesses.isEmpty()) {
            ended(comparison, new Unreadable("no path of map " + comparison.entry.name + " can be read", true));
            return;
        }
        KnownPath witness = witnesses.get(0);
        List<KnownPath> others = witnesses.subList(1, witnesses.size());
        int identities = witness.identities;
        long timeoutNanos = times.get().probeTimeoutNanos();
        new SampledRead(comparison.path, witness, timeoutNanos, thread, outcome -> {
            Outcome counts = witness.identities == identities && isWitness(witness) && !messages.failedNow(witness) ? outcome
                    : new Unreadable("path " + witness.name() + " of the map may lead to another unit", true);
            if (counts instanceof Unreadable unreadable && unreadable.witness() && !others.isEmpty()) {
                read(comparison, others);
            } else {
                ended(comparison, counts);
            }
        }).start();
    }

    private void ended(Comparison comparison, Outcome outcome) {
        running--;
        if (comparison.current()) {
            comparison.path.comparison = null;
            comparison.told.accept(outcome);
        }
        startNext();
    }
}

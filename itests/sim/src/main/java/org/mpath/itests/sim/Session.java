package org.mpath.itests.sim;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.mpath.itests.sim.canary.Sabotage;

/** Plays one world after the other, for a while. The only part that looks at a clock: it decides when to stop. */
final class Session {
    /** After so many findings one has enough to look at. */
    private static final int FINDINGS_MAX = 10;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final LongSupplier clock;
    private final List<Family> families;
    private final Supplier<Sabotage> sabotage;
    private final String replayOptions;
    private final Totals totals = new Totals();

    /**
     * Nothing is played yet.
     *
     * @param clock nanoseconds
     * @param families what the arrays of its worlds can be
     * @param replayOptions what the command needs that replays a finding, with the blank it begins with; may be empty
     */
    Session(
            PrintStream out,
            LongSupplier clock,
            List<Family> families,
            Supplier<Sabotage> sabotage,
            String replayOptions) {
        this.families = families;
        this.replayOptions = replayOptions;
        this.out = out;
        this.clock = clock;
        this.sabotage = sabotage;
    }

    Totals totals() {
        return totals;
    }

    /** Plays seeds from {@code first} on, at most {@code runs} (0: no bound) and so many seconds. Answers the next seed. */
    long play(long first, long runs, long seconds) {
        long began = clock.getAsLong();
        long end = seconds >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : seconds * 1_000_000_000L;
        long shown = 0;
        long seed = first;
        while ((runs == 0 || seed - first < runs) && totals.findings() < FINDINGS_MAX) {
            long elapsed = clock.getAsLong() - began;
            if (elapsed >= end) {
                break;
            }
            if (elapsed - shown >= PROGRESS_NANOS) {
                shown = elapsed;
                out.printf("  %02d:%02d  seed %d: %s%n",
                        elapsed / 60_000_000_000L, elapsed / 1_000_000_000L % 60, seed, totals.line());
            }
            playOne(seed++);
        }
        return seed;
    }

    private void playOne(long seed) {
        try {
            totals.add(new World(seed, families, sabotage.get(), null).play());
        } catch (Finding finding) {
            totals.addFinding();
            out.print(Replay.of(seed, families, sabotage.get(), null).text(replayOptions));
        }
    }
}

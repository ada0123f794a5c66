package org.mpath.prioritizers;

import java.util.function.ToLongFunction;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;

/** A number from 1 to 10 that follows from a seed, different each time as the seed is. */
final class RandomPrioritizer implements Prioritizer {
    private static final int PRIORITY_MAX = 10;

    private final ToLongFunction<PathDevice> seed;

    RandomPrioritizer(ToLongFunction<PathDevice> seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return RandomFactory.PRIORITIZER;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        long mixed = mixed(seed.applyAsLong(path));
        listener.ranked(new PathRank(1 + (int) Long.remainderUnsigned(mixed, PRIORITY_MAX), -1, ""));
    }

    /** Neighbouring seeds have nothing in common afterwards (the finalizer of SplitMix64). */
    private static long mixed(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}

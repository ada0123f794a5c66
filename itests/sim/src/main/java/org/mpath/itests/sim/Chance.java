package org.mpath.itests.sim;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance for one concern. Only {@link SplittableRandom#nextLong()} is used, and bounded here, so that a seed gives the
 * same numbers on every JDK.
 */
public final class Chance {
    private final SplittableRandom random;

    /** The root of a seed. */
    public Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Chance for another concern: what is drawn there does not change what is drawn here. */
    public Chance split() {
        return new Chance(random.split());
    }

    /** 0 to {@code bound} - 1. */
    public int below(int bound) {
        return (int) ((random.nextLong() >>> 33) * bound >>> 31);
    }

    /** 0 to {@code bound} - 1. */
    public long below(long bound) {
        return (random.nextLong() >>> 1) % bound;
    }

    /** {@code min} to {@code max}. */
    public int between(int min, int max) {
        return min + below(max - min + 1);
    }

    /** {@code min} to {@code max}. */
    public long between(long min, long max) {
        return min + below(max - min + 1);
    }

    /** True in so many of a thousand cases. */
    public boolean permille(int odds) {
        return below(1000) < odds;
    }

    /** True in half of the cases. */
    public boolean coin() {
        return random.nextLong() < 0;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    /** One of these. */
    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}

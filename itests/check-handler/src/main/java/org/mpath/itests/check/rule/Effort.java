package org.mpath.itests.check.rule;

/**
 * How much is tried.
 *
 * @param scenes random scenes per question
 * @param cycles installations and removals
 * @param swaps updates under load
 */
public record Effort(int scenes, int cycles, int swaps) {
    private static final int THOROUGH_SCENES = 100;

    /** What the command line does. */
    public static final Effort DEFAULT = new Effort(400, 50, 20);

    /** Enough to find what always happens. */
    public static final Effort LITTLE = new Effort(20, 3, 1);

    /** Whether every status and sense code is worth its time. */
    boolean thorough() {
        return scenes >= THOROUGH_SCENES;
    }
}

package org.mpath.itests.bench;

/**
 * How a time-sliced comparison is run.
 *
 * @param rounds rounds that count
 * @param dropped rounds before them that only warm up
 * @param sliceNanos how long each contender is on in a round
 */
record SlicePlan(int rounds, int dropped, long sliceNanos) {
    int allRounds() {
        return rounds + dropped;
    }

    long totalNanos(int contenders) {
        return allRounds() * sliceNanos * contenders;
    }
}

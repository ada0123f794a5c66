package org.mpath.discovery;

import org.mpath.config.GlobalSettings.FindMultipaths;

/**
 * Which units become maps: {@code find_multipaths}. Pure.
 *
 * @param mode the rule
 * @param timeoutSeconds how long {@link FindMultipaths#SMART} waits for a second path; negative: so long for arrays of the
 *     hardware table, and 1 second for others
 */
record MapAdmission(FindMultipaths mode, int timeoutSeconds) {
    private static final int PATHS_ENOUGH = 2;
    private static final int MILLIS_PER_SECOND = 1_000;

    /**
     * A unit that has no map.
     *
     * @param wwid its identity
     * @param paths how many paths to it are there
     * @param known whether it had a map once
     * @param inTable whether the hardware table has its array
     * @param ageMillis how long the first of its paths has been there
     */
    record Unit(String wwid, int paths, boolean known, boolean inTable, long ageMillis) {}

    /** What becomes of a unit. */
    sealed interface Answer {}

    /** It becomes a map. */
    record Map() implements Answer {}

    /**
     * It becomes none unless something changes.
     *
     * @param reason why, one sentence
     */
    record NoMap(String reason) implements Answer {}

    /**
     * It is asked about again.
     *
     * @param millis after so many milliseconds, 1 or more
     * @param reason what is waited for, one sentence
     */
    record Wait(long millis, String reason) implements Answer {}

    /** Whether every unit becomes a map, whatever is known of it. */
    boolean takesAll() {
        return mode == FindMultipaths.OFF || mode == FindMultipaths.GREEDY;
    }

    /** Whether it matters if the hardware table has an array. */
    boolean asksTable() {
        return mode == FindMultipaths.SMART && timeoutSeconds < 0;
    }

    /** What becomes of a unit now. */
    Answer of(Unit unit) {
        if (takesAll() || unit.known()) {
            return new Map();
        }
        String none = "no map for unit " + unit.wwid() + ": it had none before, ";
        if (mode == FindMultipaths.STRICT) {
            return new NoMap(none + "and find_multipaths is strict");
        }
        if (unit.paths() >= PATHS_ENOUGH) {
            return new Map();
        }
        if (mode == FindMultipaths.ON) {
            return new NoMap(none + "has one path only, and find_multipaths is on");
        }
        long millis = waitMillis(unit.inTable());
        return unit.ageMillis() >= millis
                ? new Map()
                : new Wait(millis - unit.ageMillis(), none + "and find_multipaths smart waits " + millis / MILLIS_PER_SECOND
                        + " s for a second path");
    }

    private long waitMillis(boolean inTable) {
        long seconds = timeoutSeconds >= 0 || inTable ? Math.abs((long) timeoutSeconds) : 1;
        return seconds * MILLIS_PER_SECOND;
    }
}

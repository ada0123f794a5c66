package org.mpath.config;

import java.util.Locale;

/**
 * What holds for the whole runtime, typed: {@link Configuration#global} read once. Immutable.
 *
 * @param intervalSeconds time between two checks of a path that has just changed: {@code polling_interval}
 * @param intervalSecondsMax longest time between two checks, reached by doubling while nothing changes
 * @param findMultipaths which units become maps
 * @param findSeconds how long {@link FindMultipaths#SMART} waits for a second path; negative: for known arrays, 1 for others
 * @param resize whether a map follows the size of its unit
 * @param marginalGroups whether marginal paths form groups of their own
 * @param checkerErrorsOnce whether a check that keeps failing is logged once only
 * @param usb whether units on USB are taken
 */
public record GlobalSettings(
        int intervalSeconds,
        int intervalSecondsMax,
        FindMultipaths findMultipaths,
        int findSeconds,
        Resize resize,
        MarginalGroups marginalGroups,
        boolean checkerErrorsOnce,
        boolean usb) {
    /** Which units become maps. */
    public enum FindMultipaths {
        /** All that nobody excludes. */
        OFF,
        /** Those that had a map once, and those with two paths. */
        ON,
        /** Those that had a map once. */
        STRICT,
        /** All that nobody excludes. */
        GREEDY,
        /** As {@link #ON}; a single path is taken when no second one came for a while. */
        SMART
    }

    /** Whether a map follows the size of its unit. */
    public enum Resize {
        /** It does not. */
        NEVER,
        /** When the unit has grown. */
        GROW_ONLY,
        /** Always. */
        GROW_SHRINK
    }

    /** Whether marginal paths form groups of their own. */
    public enum MarginalGroups {
        /** They are left out. */
        OFF,
        /** They form groups, which are used last. */
        ON,
        /** As {@link #ON}; what the fabric says makes paths marginal, and nothing else. */
        FPIN
    }

    /** Reads what holds. */
    public static GlobalSettings of(Configuration configuration) {
        return new GlobalSettings(
                number(configuration, "polling_interval"),
                number(configuration, "max_polling_interval"),
                FindMultipaths.valueOf(word(configuration, "find_multipaths")),
                number(configuration, "find_multipaths_timeout"),
                Resize.valueOf(word(configuration, "auto_resize")),
                MarginalGroups.valueOf(word(configuration, "marginal_pathgroups")),
                word(configuration, "log_checker_err").equals("ONCE"),
                word(configuration, "allow_usb_devices").equals("YES"));
    }

    private static int number(Configuration configuration, String keyword) {
        return Integer.parseInt(configuration.global(keyword).value());
    }

    private static String word(Configuration configuration, String keyword) {
        return configuration.global(keyword).value().toUpperCase(Locale.ROOT);
    }
}

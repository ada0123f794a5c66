package org.mpath.config;

import java.util.Map;
import java.util.Set;

/** The keywords that name plug-ins, and the plug-ins that multipath-tools has for them, be they installed here or not. */
final class KnownPlugIns {
    private static final Set<String> CHECKERS =
            Set.of("tur", "directio", "readsector0", "rdac", "emc_clariion", "hp_sw", "cciss_tur", "none");
    private static final Map<String, Set<String>> BY_KEYWORD = Map.of(
            "prio", Set.of("const", "sysfs", "alua", "ana", "datacore", "emc", "hds", "hp_sw", "iet", "ontap", "path_latency",
                    "random", "rdac", "weightedpath"),
            "path_checker", CHECKERS,
            "checker", CHECKERS,
            "path_selector", Set.of("round-robin", "queue-length", "service-time", "historical-service-time", "io-affinity"),
            "hardware_handler", Set.of("emc", "rdac", "hp_sw", "alua", "ana"));

    private KnownPlugIns() {}

    /** Whether the value of a keyword names a plug-in. */
    static boolean areNamedBy(String keyword) {
        return BY_KEYWORD.containsKey(keyword);
    }

    /** Whether the plug-in that a value names is one of multipath-tools. */
    static boolean has(String keyword, String value) {
        return TextRules.words(value).stream().anyMatch(BY_KEYWORD.getOrDefault(keyword, Set.of())::contains);
    }
}

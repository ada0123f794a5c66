package org.mpath.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a unit said of itself when it was asked, as values of keywords. Each counts only while the keyword that allows it
 * is {@code yes}. Immutable.
 */
public final class Detection {
    /** Nothing was asked. */
    public static final Detection NONE = new Detection(Map.of());

    /** Keywords that may be detected, and the keyword that allows it; empty where none does. */
    private static final Map<String, String> ALLOWED_BY = Map.of(
            "prio", "detect_prio",
            "prio_args", "detect_prio",
            "path_checker", "detect_checker",
            "path_grouping_policy", "detect_pgpolicy",
            "hardware_handler", "");

    private final Map<String, Setting> settings;

    private Detection(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /**
     * The same and one more value.
     *
     * @param reason what the unit answered
     * @throws IllegalArgumentException when the keyword is none that can be detected
     */
    public Detection with(String keyword, String value, String reason) {
        if (!ALLOWED_BY.containsKey(keyword)) {
            throw new IllegalArgumentException(keyword + " cannot be detected");
        }
        Map<String, Setting> more = new LinkedHashMap<>(settings);
        more.put(keyword, new Setting(keyword, value, new Origin.Detected(reason)));
        return new Detection(more);
    }

    Optional<Setting> get(String keyword) {
        return Optional.ofNullable(settings.get(keyword));
    }

    /** The keyword that allows the detection of another; empty when none does. */
    static String allowedBy(String keyword) {
        return ALLOWED_BY.getOrDefault(keyword, "");
    }
}

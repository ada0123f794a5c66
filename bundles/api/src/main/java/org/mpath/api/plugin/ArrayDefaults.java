package org.mpath.api.plugin;

import java.util.List;

/**
 * How maps of an array family are built when nobody says otherwise: the family's row of the hardware table.
 *
 * @param grouping which paths form a group
 * @param selector selector name and arguments, such as {@code service-time}
 * @param features feature words of the table beside {@code queue_if_no_path}, such as {@code pg_init_retries 50}
 * @param handlerArguments arguments of the hardware handler
 * @param failbackSeconds after how long a better group is switched to: 0 at once; negative: never by itself
 */
public record ArrayDefaults(
        Grouping grouping, String selector, List<String> features, List<String> handlerArguments, int failbackSeconds) {
    /** Which paths form a group, in multipath-tools' words. */
    public enum Grouping {
        /** All of them. */
        MULTIBUS,
        /** Each one its own. */
        FAILOVER,
        /** Those of the same priority; the highest first. */
        GROUP_BY_PRIO,
        /** Those of the same {@link PathRank#group}; the highest priority first. */
        GROUP_BY_TPG
    }

    /** One group, round robin. */
    public static final ArrayDefaults SYMMETRIC =
            new ArrayDefaults(Grouping.MULTIBUS, "round-robin", List.of(), List.of(), -1);
}

package org.mpath.api.control;

/**
 * How a map changes by a configuration.
 *
 * @param kind what becomes of it
 * @param map its name; for {@link Kind#RENAMED} the old one
 * @param wwid identity of its unit
 * @param before its table, or its name; empty when there is no such map yet
 * @param after its table, or its name; empty when there will be none
 * @param paths how many of its paths can be used now, and with the change
 * @param objection why this is not done unless forced, one sentence; empty when nothing speaks against it
 */
public record MapChange(Kind kind, String map, String wwid, String before, String after, PathCount paths, String objection) {
    /** What becomes of a map. */
    public enum Kind {
        /** There will be a map for this unit. */
        MADE,
        /** It gets another table. */
        RELOADED,
        /** It gets another name as soon as nobody uses it. */
        RENAMED,
        /** It goes. */
        REMOVED
    }

    /**
     * How many paths can be used.
     *
     * @param before now
     * @param after with the change
     */
    public record PathCount(int before, int after) {}
}

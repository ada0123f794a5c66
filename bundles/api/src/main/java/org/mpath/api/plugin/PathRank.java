package org.mpath.api.plugin;

/**
 * How a path ranks.
 *
 * @param priority higher is better; negative: not known
 * @param group number of what changes state together at the array, such as a target port group or a controller; negative:
 *     not known
 * @param access the array's word for the path's state, such as {@code active/optimized}; empty when it has none.
 *     {@code transitioning} is no state to be grouped by: the priority said before counts on
 */
public record PathRank(int priority, int group, String access) {
    /** Nothing is known. */
    public static final PathRank UNKNOWN = new PathRank(-1, -1, "");
}

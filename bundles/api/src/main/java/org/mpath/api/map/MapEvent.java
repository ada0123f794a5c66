package org.mpath.api.map;

/**
 * Something happened to a map.
 *
 * @param sequence grows by one with every event of the data plane
 * @param timeMillis when, milliseconds since 1970
 * @param kind what
 * @param map the map's name
 * @param path the path's name; empty when the event is not about a path
 * @param from the state before; may be empty
 * @param to the state after; may be empty
 * @param reason why, one sentence, with sense key/asc/ascq in words and hex where there was one; may be empty
 */
public record MapEvent(
        long sequence, long timeMillis, Kind kind, String map, String path, String from, String to, String reason) {
    /** How the reason begins why a path failed that is to be identified at once; a path's name follows. */
    public static final String GONE_ELSEWHERE = "who is behind it is read first, for the unit is gone behind path ";

    /** Kinds of events; {@link #type} is the JMX notification type. */
    public enum Kind {
        /** A map was created. */
        MAP_CREATED("mpath.map.created"),
        /** A map was removed. */
        MAP_REMOVED("mpath.map.removed"),
        /** A new table is live. */
        MAP_RELOADED("mpath.map.reloaded"),
        /** The map follows another size of its unit; from and to: bytes. */
        MAP_RESIZED("mpath.map.resized"),
        /** The last usable path went. */
        MAP_NO_PATH("mpath.map.nopath"),
        /** A path is usable again after there was none. */
        MAP_RECOVERED("mpath.map.recovered"),
        /** A path failed. */
        PATH_FAILED("mpath.path.failed"),
        /** A unit said through a path that its capacity changed (06/2A/09); the map follows when all paths agree. */
        CAPACITY_CHANGED("mpath.path.capacity"),
        /** A unit said through a path that units came or went at its target (06/3F/0E): it is identified again. */
        UNITS_CHANGED("mpath.path.units"),
        /** A path is used again. */
        PATH_REINSTATED("mpath.path.reinstated"),
        /** A path joined the map. */
        PATH_ADDED("mpath.path.added"),
        /** A path left the map. */
        PATH_REMOVED("mpath.path.removed"),
        /** The map's array plug-in or handler changed. */
        HANDLER_CHANGED("mpath.handler.changed"),
        /** A group's selector changed. */
        SELECTOR_CHANGED("mpath.selector.changed"),
        /** I/O goes to another group from now on; to: its number. */
        GROUP_SWITCHED("mpath.group.switched"),
        /** A group is bypassed. */
        GROUP_BYPASSED("mpath.group.bypassed"),
        /** A group is not bypassed any more. */
        GROUP_ENABLED("mpath.group.enabled"),
        /** The activation of a group began. */
        ACTIVATION_STARTED("mpath.activation.started"),
        /** The activation of a group, or of one path, ended; to: ready, failed or retry. */
        ACTIVATION_ENDED("mpath.activation.ended"),
        /** {@code queue_if_no_path} was switched; to: on or off. */
        QUEUEING_CHANGED("mpath.map.queueing"),
        /** The map is suspended. */
        MAP_SUSPENDED("mpath.map.suspended"),
        /** The map is resumed. */
        MAP_RESUMED("mpath.map.resumed"),
        /** The map's policy changed. */
        POLICY_CHANGED("mpath.map.policy"),
        /** Writes of unknown outcome on a path wait for a fence. */
        FENCE_STARTED("mpath.fence.started"),
        /** They are fenced, or given up; to: fenced or lost. */
        FENCE_ENDED("mpath.fence.ended"),
        /** A request that must not be repeated ended without a known outcome. */
        IO_INDETERMINATE("mpath.io.indeterminate"),
        /** A path said BUSY or TASK SET FULL and gets fewer requests at a time; to: how many. */
        PATH_THROTTLED("mpath.path.throttled"),
        /** The paths of the current group were probed; to: how many are usable. */
        MAP_PROBED("mpath.map.probed");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** The JMX notification type. */
        public String type() {
            return type;
        }
    }
}

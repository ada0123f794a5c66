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
    /** Kinds of events; {@link #type} is the JMX notification type. */
    public enum Kind {
        /** A map was created. */
        MAP_CREATED("mpath.map.created"),
        /** A map was removed. */
        MAP_REMOVED("mpath.map.removed"),
        /** A new table is live. */
        MAP_RELOADED("mpath.map.reloaded"),
        /** The last usable path went. */
        MAP_NO_PATH("mpath.map.nopath"),
        /** A path is usable again after there was none. */
        MAP_RECOVERED("mpath.map.recovered"),
        /** A path failed. */
        PATH_FAILED("mpath.path.failed"),
        /** A path is used again. */
        PATH_REINSTATED("mpath.path.reinstated"),
        /** A path joined the map. */
        PATH_ADDED("mpath.path.added"),
        /** A path left the map. */
        PATH_REMOVED("mpath.path.removed"),
        /** The map's array plug-in or handler changed. */
        HANDLER_CHANGED("mpath.handler.changed");

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

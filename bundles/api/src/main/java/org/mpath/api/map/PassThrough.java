package org.mpath.api.map;

/** What became of a task that must go out now or not at all. */
public enum PassThrough {
    /** On its way. */
    SENT,
    /** Not now: the group is being activated, or the map is suspended or queueing (ENOTCONN; EAGAIN in 2007). */
    NOT_CONNECTED,
    /** There is no path and the map does not queue (EIO). */
    NO_PATH
}

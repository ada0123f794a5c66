package org.mpath.api.inventory;

/** Path checker states, in multipath-tools' words. */
public enum CheckerState {
    /** Never checked. */
    UNCHECKED,
    /** A check is on its way. Set by the checker. */
    PENDING,
    /** The unit is ready through this path. */
    UP,
    /** The path or the unit behind it is not usable. */
    DOWN,
    /** Answers, but needs an activation first. */
    GHOST,
    /** Answers, but says that it is not to be used now. Set by checkers of arrays that tell. */
    SHAKY,
    /** Answers, but failed so often that it is left out for a while. Set by discovery, which also ends it. */
    DELAYED,
    /** The check got no answer in time. */
    TIMEOUT,
    /** The path is gone. */
    REMOVED,
    /** The logical unit is not there any more (05/25/00). */
    DISCONNECTED
}

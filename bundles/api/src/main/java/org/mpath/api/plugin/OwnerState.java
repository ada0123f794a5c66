package org.mpath.api.plugin;

/** Whether a path's controller owns the unit now (OpenBSD mpath path status). */
public enum OwnerState {
    /** It does: the group takes I/O. */
    ACTIVE,
    /** Another controller does. */
    PASSIVE,
    /** It did not say. Treated like {@link #PASSIVE}. */
    UNKNOWN
}

package org.mpath.api.plugin;

/** How a handler makes a group ready for I/O. */
public enum Activation {
    /** Not at all: every group takes I/O at any time. */
    NONE,
    /**
     * It never moves ownership but looks where it is: {@link HardwareHandler#askOwner} is put to the first path of each
     * group until one says {@link OwnerState#ACTIVE} (OpenBSD mpath, 2012 on).
     */
    FOLLOW,
    /** One path of the group is asked, and answers {@link PgInitFlags} (device-mapper 2005 and 2007). */
    ONE_PATH,
    /** Every usable path of the group is asked, and each answers an {@link ActivationCode} (device-mapper today). */
    EVERY_PATH
}

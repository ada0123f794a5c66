package org.mpath.api.io;

/** Which way a command's data goes, seen from the initiator. */
public enum DataDirection {
    /** No data. */
    NONE,
    /** From the unit to the initiator. */
    READ,
    /** From the initiator to the unit. */
    WRITE
}

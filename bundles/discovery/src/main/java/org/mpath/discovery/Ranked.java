package org.mpath.discovery;

/** What decides which group a path is in, and which group is the best. */
interface Ranked {
    /** Higher is better; negative: not known. */
    int priority();

    /** What changes state together at the array; negative: not known. */
    int portGroup();

    /** The serial number of the unit it leads to; empty when the unit has none. */
    String serial();

    /** The node at the other end, such as an iSCSI target. */
    String node();

    /** Whether it fails so often that it is used last. */
    boolean marginal();

    /** Whether I/O can go this way, perhaps after an activation. */
    boolean usable();
}

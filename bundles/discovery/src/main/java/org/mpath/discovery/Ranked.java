package org.mpath.discovery;

/** What decides which group a path is in, and which group is the best. */
interface Ranked {
    /** Higher is better; negative: not known. */
    int priority();

    /** What changes state together at the array; negative: not known. */
    int portGroup();

    /** Whether I/O can go this way, perhaps after an activation. */
    boolean usable();
}

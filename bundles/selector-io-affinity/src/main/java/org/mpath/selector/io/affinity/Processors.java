package org.mpath.selector.io.affinity;

/** The machine's processors. */
interface Processors {
    /** What {@link Current#number} answers when nothing says. */
    int UNKNOWN = -1;

    /** How many numbers there are: processors are 0 to one less. */
    int count();

    /** The NUMA node a processor belongs to; 0 when nothing says. */
    int node(int processor);

    /** Tells the processor of the calling thread. */
    Current ofThisThread();

    /** The processor one thread runs on. */
    interface Current {
        /** Its number as of some milliseconds ago at most, or {@link #UNKNOWN}. Does not allocate. */
        int number(long nowNanos);
    }
}

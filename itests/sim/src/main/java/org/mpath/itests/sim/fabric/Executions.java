package org.mpath.itests.sim.fabric;

/** Told what the unit really does. */
public interface Executions {
    /** A block is written; {@code value} is the number of the request whose data it is. */
    void written(int block, long value);

    /** A command that must not be repeated is carried out, whatever it answers. */
    void ranOnce(long value);
}

package org.mpath.itests.sim.fabric;

/** Told what the unit really does. */
public interface Executions {
    /** A block is written; {@code value} is the number of the request whose data it is. */
    void written(int block, long value);

    /** A command that must not be repeated is carried out, whatever it answers. */
    void ranOnce(long value);

    /** A command of the map's host moves the unit to another controller. */
    void moved(int opcode, int controller);

    /** A command on the medium is carried out by a controller in a state that does not allow it. */
    void servedWithoutAccess(int opcode, int controller, String state);
}

package org.mpath.itests.sim.plugin;

/** Told of the commands by which a plug-in makes a controller the owner of a unit. */
public interface Orders {
    /** One is sent. */
    void ordered(int opcode, int controller, long timeoutNanos);

    /** It is back, answered or not. */
    void orderAnswered(int controller);
}

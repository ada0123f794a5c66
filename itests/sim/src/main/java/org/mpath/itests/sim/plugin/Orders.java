package org.mpath.itests.sim.plugin;

/** Told of the commands by which a plug-in makes a controller the owner of a unit. */
public interface Orders {
    /**
     * One is sent.
     *
     * @param version whose handlers know of each other
     */
    void ordered(Object version, int opcode, int controller, long timeoutNanos);

    /** It is back, answered or not. */
    void orderAnswered(Object version, int controller);

    /** A handler was closed: what it sent is on its way, and nobody there knows of it any more. */
    void forgotten(Object version);
}

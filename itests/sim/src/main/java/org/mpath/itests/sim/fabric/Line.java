package org.mpath.itests.sim.fabric;

import org.mpath.target.SenseCode;

/** What is wrong with a path's connection now. */
public final class Line {
    /** Connections are refused. */
    public boolean cut;
    /** Its controller is dead. */
    public boolean dead;
    /** What the initiator sends does not arrive. */
    public boolean deaf;
    /** What the array sends does not arrive. */
    public boolean mute;
    /** Everything takes so many times longer. */
    public int slowness = 1;
    /** Status that the port answers instead of carrying commands out; 0 for none. */
    public int status;
    /** Sense data that the port answers instead of carrying commands out; null for none. */
    public SenseCode sense;
    /** How many times. */
    public int senseCount;

    /** Everything works again. */
    public void heal() {
        cut = false;
        dead = false;
        deaf = false;
        mute = false;
        slowness = 1;
        status = 0;
        sense = null;
        senseCount = 0;
    }

    /** Whether a command would get through and back. */
    public boolean works() {
        return !cut && !dead && !deaf && !mute;
    }

    SenseCode takeSense() {
        SenseCode code = sense;
        if (code != null && --senseCount <= 0) {
            sense = null;
        }
        return code;
    }
}

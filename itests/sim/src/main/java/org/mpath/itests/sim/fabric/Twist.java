package org.mpath.itests.sim.fabric;

import org.mpath.target.SenseCode;

/**
 * What goes wrong with one command, beside what goes wrong with any.
 *
 * @param lost it never arrives
 * @param late its answer takes longer than anybody waits
 * @param status the port answers this status instead of carrying it out; 0 for none
 * @param sense the port answers this sense data instead of carrying it out; null for none
 */
public record Twist(boolean lost, boolean late, int status, SenseCode sense) {
    /** Nothing. */
    public static final Twist NONE = new Twist(false, false, 0, null);
    /** It never arrives. */
    public static final Twist LOST = new Twist(true, false, 0, null);
    /** Its answer takes longer than anybody waits. */
    public static final Twist LATE = new Twist(false, true, 0, null);

    /** A status without being carried out. */
    public static Twist answered(int status) {
        return new Twist(false, false, status, null);
    }

    /** Sense data without being carried out. */
    public static Twist refused(SenseCode sense) {
        return new Twist(false, false, 0, sense);
    }
}

package org.mpath.itests.sim.invariant;

/** A controller carries out commands on the medium only in a state that allows it. */
public final class ServedWithAccess extends Invariant {
    /** Nothing was served yet. */
    public ServedWithAccess() {
        super("controllers serve what they may");
    }

    @Override
    public void servedWithoutAccess(int opcode, int controller, String state) {
        throw broken("controller %d carries out command %02xh while it is %s", controller, opcode, state);
    }
}

package org.mpath.itests.sim.invariant;

/** Where a family forbids it, a controller that does not own the unit carries out no command on the medium. */
public final class ServedWithAccess extends Invariant {
    private final boolean applies;

    /** @param applies whether the family forbids it */
    public ServedWithAccess(boolean applies) {
        super("controllers serve what they may");
        this.applies = applies;
    }

    @Override
    public void servedWithoutAccess(int opcode, int controller, String state) {
        if (!applies) {
            return;
        }
        throw broken("controller %d carries out command %02xh while it is %s", controller, opcode, state);
    }
}

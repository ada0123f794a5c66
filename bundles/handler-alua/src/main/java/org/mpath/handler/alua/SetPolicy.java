package org.mpath.handler.alua;

import org.mpath.scsi.AccessState;

/** What to do about a group that is to be activated (scsi_dh_alua, seed-systems 4.7). */
enum SetPolicy {
    /** Nothing: it takes I/O. */
    LEAVE,
    /** SET TARGET PORT GROUPS. */
    SET,
    /** Only the array moves: look once more whether it did. */
    LOOK_AGAIN,
    /** Nothing helps. */
    GIVE_UP;

    private static final int IMPLICIT = 1;
    private static final int EXPLICIT = 2;

    /**
     * Decides.
     *
     * @param tpgs the unit's TPGS: 1 implicit transitions, 2 explicit ones, 3 both (SPC-5 6.7.2)
     * @param optimize the map's argument: leave an active/non-optimized group that is not preferred to the array, if that
     *     moves by itself
     */
    static SetPolicy of(AccessState state, boolean preferred, int tpgs, boolean optimize) {
        boolean explicit = (tpgs & EXPLICIT) != 0;
        boolean implicit = (tpgs & IMPLICIT) != 0;
        return switch (state) {
            case ACTIVE_OPTIMIZED, LBA_DEPENDENT -> LEAVE;
            case ACTIVE_NON_OPTIMIZED -> !explicit || optimize && !preferred && implicit ? LEAVE : SET;
            case STANDBY, UNAVAILABLE, TRANSITIONING -> explicit ? SET : LOOK_AGAIN;
            case OFFLINE -> GIVE_UP;
        };
    }
}

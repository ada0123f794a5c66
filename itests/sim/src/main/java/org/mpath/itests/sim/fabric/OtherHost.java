package org.mpath.itests.sim.fabric;

import org.mpath.itests.sim.Agenda;

/** Another host that wants the unit on its own controller, and looks now and then whether it is still there. */
public final class OtherHost {
    private final SimArray array;
    private final Agenda agenda;
    /** Counts its fights: only the latest one goes on. */
    private int fights;

    /** It does nothing yet. */
    public OtherHost(SimArray array, Agenda agenda) {
        this.array = array;
        this.agenda = agenda;
    }

    /** Takes the unit, and takes it back whenever it is gone. */
    public void fight(int controller, long periodNanos) {
        takeBack(++fights, controller, periodNanos);
    }

    /** Gives up. */
    public void makePeace() {
        fights++;
    }

    private void takeBack(int fight, int controller, long periodNanos) {
        if (fight != fights) {
            return;
        }
        if (array.owner() != controller) {
            array.give(controller);
        }
        agenda.in(periodNanos, () -> takeBack(fight, controller, periodNanos));
    }
}

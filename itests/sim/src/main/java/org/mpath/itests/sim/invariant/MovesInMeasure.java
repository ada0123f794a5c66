package org.mpath.itests.sim.invariant;

import org.mpath.api.plugin.Activation;

/**
 * Who only follows ownership never moves it; and two hosts that want the unit on different controllers do not throw it to and
 * fro: each time it is taken away soon the wait before it is taken back doubles.
 */
public final class MovesInMeasure extends Invariant {
    /**
     * A fight of ten seconds. Ten rounds that succeed in haste are followed at once, whatever has groups entered: failing paths,
     * bypasses, the other host; the next ones after 0.1 s, 0.2 s, 0.4 s, and then every 0.8 s, which makes 25. A round that
     * failed may have moved the unit, too, but costs its group's paths until they are checked, twice in the time: four groups at
     * most, twelve more. Without waits there are hundreds.
     */
    private static final int MOVES_MAX = 40;

    private final boolean follows;
    private boolean fight;
    private int moves;

    /** @param activation what the map's handler does */
    public MovesInMeasure(Activation activation) {
        super("moves keep measure");
        follows = activation == Activation.FOLLOW;
    }

    @Override
    public void fight(boolean on) {
        fight = on;
        moves = 0;
    }

    @Override
    public void moved(int controller) {
        if (follows) {
            throw broken("a handler that only follows moved the unit to controller %d", controller);
        }
        if (fight && ++moves > MOVES_MAX) {
            throw broken("the unit was moved %d times while another host took it back each time", moves);
        }
    }
}

package org.mpath.handler.hp.sw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Two controllers of which one has all units. START STOP UNIT moves them for everybody, so that one at a time is on its way,
 * whichever map needs it; the others look again when it is over. One reactor.
 */
final class ControllerPair {
    /** What a path does that is not ready. */
    enum Turn {
        /** It starts its controller, and says when that has {@link ControllerPair#ended}. */
        START,
        /** It waits for the start of another one, and is told to look again. */
        WAIT,
        /** It looks again at once: a start has ended since it looked. */
        LOOK_AGAIN,
        /** It looks again after a pause: the array fails over, and nobody here has asked for it. */
        LOOK_LATER
    }

    private final List<TakeOver> waiting = new ArrayList<>();
    private boolean starting;
    private long ends;

    /** How many starts have ended so far, for {@link #turn}. */
    long ends() {
        return ends;
    }

    /**
     * A path was found not ready.
     *
     * @param seen what {@link #ends} was when it was asked
     * @param passive whether a start would help
     */
    Turn turn(TakeOver takeOver, long seen, boolean passive) {
        if (seen != ends) {
            return Turn.LOOK_AGAIN;
        }
        if (starting) {
            waiting.add(takeOver);
            return Turn.WAIT;
        }
        starting = passive;
        return passive ? Turn.START : Turn.LOOK_LATER;
    }

    /** The start is over, well or not: who waits looks again. */
    void ended() {
        over(TakeOver::lookSoon);
    }

    /** The start met other failovers again and again: who waits for it is put off as well. */
    void endedInVain() {
        over(TakeOver::putOff);
    }

    private void over(Consumer<TakeOver> next) {
        starting = false;
        ends++;
        waiting.forEach(next);
        waiting.clear();
    }

    /** It waits no more. */
    void leave(TakeOver takeOver) {
        waiting.remove(takeOver);
    }
}

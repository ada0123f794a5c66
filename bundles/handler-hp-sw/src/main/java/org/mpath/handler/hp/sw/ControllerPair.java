package org.mpath.handler.hp.sw;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;

/**
 * Two controllers of which one has all units. START STOP UNIT moves them for everybody, so that one at a time is on its way,
 * whichever map needs it; the others look again when it is over. Any reactor.
 */
final class ControllerPair {
    /** What a path does that is not ready. */
    enum Turn {
        /** It starts its controller, and calls {@link ControllerPair#ended} afterwards. */
        START,
        /** It waits: it is called when the start of another one is over. */
        WAIT,
        /** It looks again: a start has ended since. */
        LOOK_AGAIN,
        /** It gives up: nobody starts its controller now. */
        GIVE_UP
    }

    private record Waiting(Reactor reactor, Runnable lookAgain) {
        void call() {
            if (reactor.inReactor()) {
                lookAgain.run();
                return;
            }
            try {
                reactor.execute(lookAgain);
            } catch (RejectedExecutionException stopped) {
                // nobody there waits any more
            }
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();
    private boolean starting;
    private long ends;

    /** How many starts have ended so far, for {@link #turn}. */
    synchronized long ends() {
        return ends;
    }

    /**
     * A path was found not ready.
     *
     * @param seen what {@link #ends} was when it was asked
     * @param passive whether a start would help
     * @param lookAgain called on the path's reactor, for {@link Turn#WAIT}
     */
    synchronized Turn turn(PathDevice path, long seen, boolean passive, Runnable lookAgain) {
        if (seen != ends) {
            return Turn.LOOK_AGAIN;
        }
        if (starting) {
            waiting.add(new Waiting(path.reactor(), lookAgain));
            return Turn.WAIT;
        }
        starting = passive;
        return passive ? Turn.START : Turn.GIVE_UP;
    }

    /** The start is over, well or not. */
    void ended() {
        List<Waiting> called;
        synchronized (this) {
            starting = false;
            ends++;
            called = List.copyOf(waiting);
            waiting.clear();
        }
        called.forEach(Waiting::call);
    }
}

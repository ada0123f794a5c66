package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.api.io.TurnEnd;

/**
 * What happened to a map in a turn, until the loop comes to it at the turn's end: attempts that are over, news of paths, and
 * requests. The engine, which calls selectors, is told of them there and not where they happened, so that no transport and no
 * outlet has work left on the stack when a selector keeps the thread; what waits in here is nobody's stack's. What a turn brings
 * leaves with it: requests are written to the wire, and answers to clients, at its end too. Nothing is allocated for requests.
 * Reactor thread.
 */
final class MapInbox implements TurnEnd {
    private static final Logger LOG = System.getLogger("org.mpath.dataplane");

    /** What is told. */
    interface Owner {
        String name();

        /** An attempt on a path is over. */
        void ended(ScsiTask task);

        /** A request came. */
        void submitted(ScsiTask task);
    }

    /** Tasks through their {@link ScsiTask#next} links: in here they are in no queue of the engine. */
    private static final class Tasks {
        private ScsiTask head;
        private ScsiTask tail;
        private int size;

        void add(ScsiTask task) {
            task.next = null;
            if (head == null) {
                head = task;
            } else {
                tail.next = task;
            }
            tail = task;
            size++;
        }

        ScsiTask poll() {
            ScsiTask task = head;
            head = task.next;
            size--;
            return task;
        }
    }

    private final Owner owner;
    private final Reactor reactor;
    private final Tasks ended = new Tasks();
    private final Tasks submitted = new Tasks();
    private final Queue<Runnable> news = new ArrayDeque<>();
    private final Queue<Runnable> steps = new ArrayDeque<>();
    private final Queue<Runnable> stops = new ArrayDeque<>();
    private boolean awaitsTurnEnd;
    private boolean emptying;

    MapInbox(Owner owner, Reactor reactor) {
        this.owner = owner;
        this.reactor = reactor;
    }

    /** An attempt on a path is over. */
    void ended(ScsiTask task) {
        ended.add(task);
        awaitTurnEnd();
    }

    /** A step of what is told just now, to be taken before anything else is told. */
    void next(Runnable step) {
        steps.add(step);
    }

    /** A request came. */
    void submitted(ScsiTask task) {
        submitted.add(task);
        awaitTurnEnd();
    }

    /** Something else happened: after the attempts that were over before, and before requests. */
    void news(Runnable event) {
        news.add(event);
        awaitTurnEnd();
    }

    /**
     * A path must not be used any more: before everything else, also what was over before, for each of these may have the engine
     * send another command over the path, and its target has told by now what it had to tell.
     */
    void stop(Runnable event) {
        stops.add(event);
        awaitTurnEnd();
    }

    private void awaitTurnEnd() {
        if (!awaitsTurnEnd) {
            awaitsTurnEnd = true;
            reactor.atTurnEnd(this);
        }
    }

    /** Another thread has the reactor: goes on with what is left. */
    void resume() {
        emptying = false;
        if (ended.size + submitted.size + news.size() + steps.size() + stops.size() > 0) {
            awaitTurnEnd();
        }
    }

    @Override
    public void turnEnded() {
        awaitsTurnEnd = false;
        empty();
    }

    /**
     * Tells what is here now; what that brings has its turn's end. For whoever is about to tell the engine something else, straight
     * from the loop. Each is taken out first, for a selector may keep the thread.
     */
    void empty() {
        if (emptying) {
            return;
        }
        emptying = true;
        tellWhatHappened();
        for (int left = submitted.size; left > 0; left--) {
            tell(submitted.poll(), false);
            tellWhatHappened(); // what its path did not take goes on before what came after it
        }
        emptying = false;
    }

    private void tellWhatHappened() {
        while (true) {
            if (!stops.isEmpty()) {
                tell(stops.poll());
            } else if (!steps.isEmpty()) {
                tell(steps.poll());
            } else if (ended.size > 0) {
                tell(ended.poll(), true);
            } else if (!news.isEmpty()) {
                tell(news.poll());
            } else {
                return;
            }
        }
    }

    private void tell(ScsiTask task, boolean over) {
        try {
            if (over) {
                owner.ended(task);
            } else {
                owner.submitted(task);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** The others are told all the same. */
    private void failed(Throwable thrown) {
        if (thrown instanceof ThreadAbandoned abandoned) {
            throw abandoned;
        }
        LOG.log(Level.ERROR, "event=map.event_failed map=" + owner.name(), thrown);
    }
}

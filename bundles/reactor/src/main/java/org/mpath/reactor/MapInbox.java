package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.ThreadAbandoned;
import org.mpath.api.io.TurnEnd;

/**
 * What happened to a map in a turn of the loop. The engine is told at the turn's end, straight from the loop: it calls selectors,
 * and when one of them keeps the thread, no transport and no outlet is below it on the stack with its work half done. No turn
 * is lost by that: what the engine sends, and what clients are answered, is written at the turn's end too.
 *
 * <p>The engine is told in this order: what is urgent, attempts that are over, news, requests. Nothing is allocated for attempts
 * and requests. Reactor thread.
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
    private final Deque<Runnable> urgent = new ArrayDeque<>();
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

    /** A request came. */
    void submitted(ScsiTask task) {
        submitted.add(task);
        awaitTurnEnd();
    }

    /** Something else happened. */
    void news(Runnable event) {
        news.add(event);
        awaitTurnEnd();
    }

    /**
     * A path must not be used any more. This is told first: whatever else is told may have the engine send a command over the path,
     * and a target that has said once that a unit is another one now carries it out.
     */
    void stop(Runnable event) {
        urgent.addFirst(event);
        awaitTurnEnd();
    }

    /** What has to follow on what is told just now, before anything else but a stop. Several follow in the order of the calls. */
    void next(Runnable step) {
        urgent.addLast(step);
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
        if (ended.size + submitted.size + news.size() + urgent.size() > 0) {
            awaitTurnEnd();
        }
    }

    @Override
    public void turnEnded() {
        awaitsTurnEnd = false;
        empty();
    }

    /**
     * Tells what is here; requests that come meanwhile wait for the next turn's end. For the loop, and for whoever comes straight from
     * the loop to tell the engine something else. Each is taken out before it is told, for a selector may keep the thread then.
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
            if (!urgent.isEmpty()) {
                tell(urgent.poll());
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

package org.mpath.api.path;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;

/**
 * The paths of one port while its link is lost, so that not every transport writes its own: who is told when, what is held
 * until then, and what is removed ({@link LossTimes}). Reactor thread.
 *
 * <p>What is held is never sent again from here: whoever sent it learns what is known of it, when the time is over or the
 * link is back, and nobody sends anything before the identity behind the path was read again. A task's own time runs on
 * while it is held.
 */
public final class LostLink<P extends PathDevice> {
    /** Most tasks held for one path; those that come when there are so many come back at once. */
    public static final int HELD_MAX = 4096;

    /** The port. Called on the reactor. */
    public interface Port<P> {
        /** Its paths. */
        Collection<P> paths();

        /** How patient it is with a path. */
        LossTimes times(P path);

        /** Tells the listeners of a path that its link is down. */
        void tellDown(P path, String reason);

        /** Tells who sent a task that it is over. */
        void tellOver(ScsiTask task);

        /** Removes a path that was lost for too long. */
        void remove(P path, String reason);
    }

    private final Reactor reactor;
    private final Port<P> port;
    private final ReactorTimer timer;
    /** What is held, by path; a path is in here from the loss of the link until its listeners are told. */
    private final Map<P, Queue<ScsiTask>> held = new LinkedHashMap<>();
    private boolean lost;
    private String reason;
    private long lostNanos;
    private long wakeNanos;

    /** Makes one for a port whose link is up, or was never up. */
    public LostLink(Reactor reactor, Port<P> port) {
        this.reactor = reactor;
        this.port = port;
        this.timer = reactor.timer(this::look);
    }

    /** The link is lost. The listeners of paths for which nothing is held are told before this returns. */
    public void lost(String why) {
        if (lost) {
            return;
        }
        lost = true;
        reason = why;
        lostNanos = reactor.nanoTime();
        List<P> paths = List.copyOf(port.paths());
        paths.stream().filter(path -> port.times(path).holdMillis() > 0).forEach(path -> held.put(path, new ArrayDeque<>()));
        paths.stream().filter(path -> !held.containsKey(path)).forEach(path -> port.tellDown(path, why));
        paths.forEach(this::timesChanged);
    }

    /**
     * Keeps a task that lost its answer with the link, or that came since and cannot be sent, as long as its path's are held.
     *
     * @param task its outcome is set already, and {@link ScsiTask#expiresNanos}
     * @return false when it is not held: its sender is to be told now
     */
    public boolean hold(P path, ScsiTask task) {
        Queue<ScsiTask> tasks = held.get(path);
        if (tasks == null || tasks.size() >= HELD_MAX) {
            return false;
        }
        tasks.add(task);
        wakeIn(task.expiresNanos - reactor.nanoTime());
        return true;
    }

    /** Lets a task go that is held; whether it was. */
    public boolean abort(P path, ScsiTask task) {
        Queue<ScsiTask> tasks = held.get(path);
        boolean found = tasks != null && tasks.remove(task);
        if (found) {
            port.tellOver(task);
        }
        return found;
    }

    /** The times of a path are others now. */
    public void timesChanged(P path) {
        if (lost) {
            wakeFor(path, reactor.nanoTime());
        }
    }

    /**
     * A new nexus is there: what was sent before is over (session reinstatement, RFC 7143 6.3.5). Listeners that were not
     * told of the loss are told now; {@code linkUp} is the caller's to tell after this.
     */
    public void back() {
        end(true);
    }

    /** The port is no longer wanted: nothing is held any more, and nothing is removed from here. */
    public void close() {
        end(false);
    }

    /** All listeners are told before any task is: whoever sends it again must not find a path that seems good. */
    private void end(boolean over) {
        lost = false;
        timer.cancel();
        Map<P, Queue<ScsiTask>> ended = new LinkedHashMap<>(held);
        held.clear();
        ended.keySet().forEach(path -> port.tellDown(path, reason));
        ended.values().forEach(tasks -> tellOver(tasks, over));
    }

    private void letGo(P path) {
        Queue<ScsiTask> tasks = held.remove(path);
        port.tellDown(path, reason);
        tellOver(tasks, false);
    }

    private void tellOver(Queue<ScsiTask> tasks, boolean over) {
        for (ScsiTask task : tasks) {
            if (over && task.delivery == Delivery.UNKNOWN) {
                task.delivery = Delivery.ENDED;
            }
            port.tellOver(task);
        }
    }

    private void look() {
        long now = reactor.nanoTime();
        for (P path : List.copyOf(held.keySet())) {
            if (!held.containsKey(path)) {
                continue; // somebody who was told of another one let it go
            }
            if (untilNanos(port.times(path).holdMillis(), now) <= 0) {
                letGo(path);
            } else {
                expire(held.get(path), now);
            }
        }
        for (P path : List.copyOf(port.paths())) {
            LossTimes times = port.times(path);
            if (lost && untilNanos(times.keepMillis(), now) <= 0) {
                remove(path, times.keepMillis());
            }
        }
        if (lost) {
            List.copyOf(port.paths()).forEach(path -> wakeFor(path, now));
        }
    }

    private void remove(P path, long keepMillis) {
        if (held.containsKey(path)) {
            letGo(path);
        }
        port.remove(path, "its link was lost for " + keepMillis / 1_000 + " s: " + reason);
    }

    private void expire(Queue<ScsiTask> tasks, long now) {
        List<ScsiTask> late = tasks.stream().filter(task -> task.expiresNanos - now <= 0).toList();
        tasks.removeAll(late);
        late.forEach(port::tellOver);
    }

    /** Looks in time for whatever comes next on a path. */
    private void wakeFor(P path, long now) {
        LossTimes times = port.times(path);
        wakeIn(untilNanos(times.keepMillis(), now));
        Queue<ScsiTask> tasks = held.get(path);
        if (tasks != null) {
            wakeIn(untilNanos(times.holdMillis(), now));
            tasks.forEach(task -> wakeIn(task.expiresNanos - now));
        }
    }

    /** Looks in so long, or earlier; looking too early does no harm. */
    private void wakeIn(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return;
        }
        long wake = reactor.nanoTime() + Math.max(0, nanos);
        if (!timer.armed() || wake - wakeNanos < 0) {
            wakeNanos = wake;
            timer.arm(Math.max(0, nanos));
        }
    }

    /** How long until so much time has passed since the loss; {@link Long#MAX_VALUE} for ever. */
    private long untilNanos(long millis, long now) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : nanos - (now - lostNanos);
    }
}

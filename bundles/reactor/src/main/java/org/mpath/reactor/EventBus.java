package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapListener;

/**
 * Carries events from the reactors, and other data planes, to the listeners, in order, on a thread of its own. Bounded: when
 * listeners are too slow the newest events are dropped, the gap in the sequence shows it, and one line says so.
 */
final class EventBus implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.events");
    private static final int EVENTS_WAITING_MAX = 65_536;
    private static final long JOIN_MILLIS = 2_000;

    private final ArrayBlockingQueue<MapEvent> waiting = new ArrayBlockingQueue<>(EVENTS_WAITING_MAX);
    private final List<MapListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "mpath-events");
    /** The sequence number given last; under this object's lock, as what follows. */
    private long sequence;

    private boolean dropping;

    EventBus() {
        thread.setDaemon(true);
        thread.start();
    }

    void add(MapListener listener) {
        listeners.add(listener);
    }

    void remove(MapListener listener) {
        listeners.remove(listener);
    }

    /** Numbers and queues an event, as {@link org.mpath.api.map.MapEvents}. Events are rare: the lock is hardly ever held. */
    synchronized MapEvent publish(
            long timeMillis, MapEvent.Kind kind, String map, String path, String from, String to, String reason) {
        MapEvent event = new MapEvent(++sequence, timeMillis, kind, map, path, from, to, reason);
        boolean queued = waiting.offer(event);
        if (!queued && !dropping) {
            LOG.log(Level.WARNING, "event=events.dropped first=" + sequence + " reason=\"listeners are too slow\"");
        }
        dropping = !queued;
        return event;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void deliver(MapEvent event) {
        LOG.log(Level.INFO, () -> line(event));
        for (MapListener listener : listeners) {
            try {
                listener.mapEvent(event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "event=events.listener_failed listener=" + listener.getClass().getName(), e);
            }
        }
    }

    private static String line(MapEvent event) {
        return "event=" + event.kind().type().substring("mpath.".length()) + " map=" + event.map()
                + (event.path().isEmpty() ? "" : " path=" + event.path())
                + quoted("from", event.from())
                + quoted("to", event.to())
                + quoted("reason", event.reason())
                + " seq=" + event.sequence();
    }

    private static String quoted(String key, String value) {
        return value.isEmpty() ? "" : " " + key + "=\"" + value + '"';
    }
}

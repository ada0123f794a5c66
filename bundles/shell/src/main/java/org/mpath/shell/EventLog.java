package org.mpath.shell;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapListener;
import org.mpath.api.map.MapState;
import org.osgi.service.component.annotations.Component;

/**
 * The latest events since this bundle was started, for those whose map is gone: the data plane keeps the history of maps
 * that are there. Written on the event thread, read on any.
 */
@Component(service = {MapListener.class, EventLog.class}, immediate = true)
public final class EventLog implements MapListener {
    /** How many events are kept. */
    static final int EVENTS_MAX = 1000;

    private final Deque<MapEvent> events = new ArrayDeque<>(EVENTS_MAX);

    @Override
    public synchronized void mapEvent(MapEvent event) {
        if (events.size() == EVENTS_MAX) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** The last {@code count} events, oldest first. */
    synchronized List<MapEvent> last(int count) {
        return events.stream().skip(Math.max(0, events.size() - count)).toList();
    }

    /** The last event that names a map or path; null when none does. */
    synchronized MapEvent lastOf(String name) {
        Iterable<MapEvent> newestFirst = events::descendingIterator;
        for (MapEvent event : newestFirst) {
            if (event.path().equals(name) || event.path().isEmpty() && event.map().equals(name)) {
                return event;
            }
        }
        return null;
    }

    /**
     * What is known of a map or of all: the data plane knows what happened before this bundle was started, this log what became
     * of maps that are gone.
     *
     * @param name the map; null for all
     */
    History history(Maps maps, String name) {
        List<MapState> shown = maps.all().stream()
                .filter(map -> name == null || map.name().equals(name))
                .toList();
        Predicate<MapEvent> wanted = event -> name == null || event.map().equals(name);
        List<MapEvent> logged = last(EVENTS_MAX).stream().filter(wanted).toList();
        if (name != null && shown.isEmpty() && logged.isEmpty()) {
            maps.named(name); // fails with the nearest name
        }
        return History.merged(Stream.concat(shown.stream().map(map -> historyOf(maps, map.name())), Stream.of(logged)));
    }

    private static Collection<MapEvent> historyOf(Maps maps, String map) {
        try {
            return maps.plane().history(map);
        } catch (MapException gone) {
            return List.of(); // removed in this moment
        }
    }
}

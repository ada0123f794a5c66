package org.mpath.shell;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;

/**
 * The latest events, oldest first, and questions to them.
 *
 * @param events by sequence
 */
record History(List<MapEvent> events) {
    /** Several histories as one: by sequence, each event once. */
    static History merged(Stream<Collection<MapEvent>> histories) {
        Map<Long, MapEvent> bySequence = new TreeMap<>();
        histories.flatMap(Collection::stream).forEach(event -> bySequence.put(event.sequence(), event));
        return new History(List.copyOf(bySequence.values()));
    }

    /** The last {@code count} events. */
    List<MapEvent> latest(int count) {
        return events.subList(Math.max(0, events.size() - count), events.size());
    }

    /** The last event of any of these kinds; null when none is known. */
    MapEvent last(Kind... kinds) {
        return last(event -> true, kinds);
    }

    /** The last event of any of these kinds about a path; null when none is known. */
    MapEvent lastOf(String path, Kind... kinds) {
        return last(event -> event.path().equals(path), kinds);
    }

    /** The last event of any of these kinds about a group; null when none is known. */
    MapEvent lastOf(int group, Kind... kinds) {
        return last(event -> EventWords.groupNumber(event) == group, kinds);
    }

    private MapEvent last(Predicate<MapEvent> wanted, Kind... kinds) {
        List<Kind> those = Arrays.asList(kinds);
        for (int i = events.size() - 1; i >= 0; i--) {
            if (those.contains(events.get(i).kind()) && wanted.test(events.get(i))) {
                return events.get(i);
            }
        }
        return null;
    }

    /** When the last event of any of these kinds was; 0 when none is known. */
    long lastMillis(Kind... kinds) {
        MapEvent event = last(kinds);
        return event == null ? 0 : event.timeMillis();
    }

    /** The events after one, or all when it is null. */
    History after(MapEvent event) {
        long sequence = event == null ? Long.MIN_VALUE : event.sequence();
        return where(candidate -> candidate.sequence() > sequence);
    }

    /** Those events. */
    History where(Predicate<MapEvent> wanted) {
        return new History(events.stream().filter(wanted).toList());
    }

    /** How many events of a kind there are. */
    int count(Kind kind) {
        return (int) events.stream().filter(event -> event.kind() == kind).count();
    }

    /** The beginnings of fences that have not ended, by path. */
    Map<String, MapEvent> openFences() {
        Map<String, MapEvent> open = new LinkedHashMap<>();
        for (MapEvent event : events) {
            if (event.kind() == Kind.FENCE_STARTED) {
                open.putIfAbsent(event.path(), event);
            } else if (event.kind() == Kind.FENCE_ENDED) {
                open.remove(event.path());
            }
        }
        return open;
    }

    /** The later of some events; null when all are. */
    static MapEvent later(MapEvent... some) {
        return Arrays.stream(some)
                .filter(Objects::nonNull)
                .reduce((one, other) -> one.sequence() > other.sequence() ? one : other)
                .orElse(null);
    }
}

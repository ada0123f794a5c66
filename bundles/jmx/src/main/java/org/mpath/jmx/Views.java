package org.mpath.jmx;

import java.util.Locale;
import org.mpath.api.control.MapPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.PlugInState;

/** The snapshots in the types that JMX carries. */
final class Views {
    private Views() {}

    /** A state as a word, the same as in the shell. */
    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static PlugInView of(PlugInState type) {
        return new PlugInView(
                type.kind(), type.name(), type.bundle(), word(type.standing()), type.reason(), type.uses(), type.maps());
    }

    static MapPlaneView of(MapPlane place) {
        return new MapPlaneView(place.map(), place.wwid(), place.plane(), place.chosen());
    }

    static MapView of(MapState map) {
        return new MapView(
                map.name(),
                map.unit().wwid(),
                word(map.condition()),
                map.unit().sizeBytes(),
                map.handler(),
                currentGroup(map),
                map.queued(),
                map.inFlight(),
                map.events(),
                map.counters().reads(),
                map.counters().writes(),
                map.counters().readBytes(),
                map.counters().writtenBytes(),
                map.counters().errors(),
                map.counters().retries(),
                map.groups().stream().map(Views::of).toList());
    }

    /** The number of the group that I/O goes to; 0 when there is none. */
    static int currentGroup(MapState map) {
        return map.groups().stream()
                .filter(group -> group.state() == GroupState.State.ACTIVE)
                .mapToInt(GroupState::number)
                .findFirst()
                .orElse(0);
    }

    static EventView of(MapEvent event) {
        return new EventView(
                event.sequence(),
                event.timeMillis(),
                event.kind().type(),
                event.path(),
                event.from(),
                event.to(),
                event.reason());
    }

    static PolicyView of(MapPolicy policy) {
        return new PolicyView(
                word(policy.fence()),
                policy.noPathTimeoutMillis(),
                policy.queuedTasksMax(),
                policy.queuedBytesMax(),
                policy.queuedAgeMillis(),
                policy.requestTimeoutMillis(),
                policy.attemptsMax());
    }

    static GroupView of(GroupState group) {
        return new GroupView(
                group.number(),
                word(group.state()),
                group.selector(),
                group.paths().stream().map(Views::of).toList());
    }

    static PathView of(PathState path) {
        return new PathView(
                path.name(),
                word(path.state()),
                path.failCount(),
                path.reason(),
                path.changedMillis(),
                path.inFlight(),
                path.counters().reads(),
                path.counters().writes(),
                path.counters().readBytes(),
                path.counters().writtenBytes(),
                path.counters().errors(),
                path.counters().retries());
    }
}

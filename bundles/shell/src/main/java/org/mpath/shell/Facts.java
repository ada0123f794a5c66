package org.mpath.shell;

import java.util.List;
import java.util.Map;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * All that is known of a map at one moment, to be explained.
 *
 * @param map its snapshot
 * @param policy its policy
 * @param history its latest events
 * @param discovered what discovery knows, by path
 * @param users who uses it
 * @param nowMillis the moment, milliseconds since 1970
 */
record Facts(
        MapState map,
        MapPolicy policy,
        History history,
        Map<String, DiscoveredPath> discovered,
        List<String> users,
        long nowMillis) {

    /** The number of the group I/O goes to; 0 when there has been no I/O since the table was loaded. */
    int currentGroup() {
        for (GroupState group : map.groups()) {
            if (group.state() == GroupState.State.ACTIVE) {
                return group.number();
            }
        }
        // the kernel's state of a bypassed group is D even while it is the current one
        MapEvent switched = history.last(MapEvent.Kind.GROUP_SWITCHED, MapEvent.Kind.MAP_RELOADED);
        int number = switched != null && switched.kind() == MapEvent.Kind.GROUP_SWITCHED
                ? EventWords.groupNumber(switched)
                : 0;
        return number >= 1 && number <= map.groups().size() && bypassed(number) ? number : 0;
    }

    /** The group that is being activated, in words. */
    String activating() {
        int number = currentGroup();
        return number == 0 ? "a group" : "group " + number;
    }

    /** Whether a group is bypassed. */
    boolean bypassed(int group) {
        return map.groups().get(group - 1).state() == GroupState.State.DISABLED;
    }

    /** The group a path is in. */
    GroupState groupOf(String path) {
        return map.groups().stream()
                .filter(group -> group.paths().stream().anyMatch(candidate -> candidate.name().equals(path)))
                .findFirst()
                .orElseThrow();
    }

    /** The failed paths. */
    List<PathState> failed() {
        return Maps.pathsOf(map).filter(path -> path.state() == PathState.State.FAILED).toList();
    }

    /** {@code 2 of 4 paths usable}. */
    String usable() {
        return map.activePaths() + " of " + map.pathCount() + " paths usable";
    }

    /** Whether the map holds I/O while no path is usable. */
    boolean queueing() {
        return map.features().contains("queue_if_no_path");
    }
}

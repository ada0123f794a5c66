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
 * @param turn the number of the group that is current, or else next, as its status says; 0 when it did not
 * @param policy its policy; null when its owner did not answer
 * @param history its latest events
 * @param discovered what discovery knows, by path
 * @param users who uses it
 * @param nowMillis the moment, milliseconds since 1970
 */
record Facts(
        MapState map,
        int turn,
        MapPolicy policy,
        History history,
        Map<String, DiscoveredPath> discovered,
        List<String> users,
        long nowMillis) {

    /**
     * The number of the group I/O goes to, or will go to: the current one, else the next if it is any good, else the first
     * that is, bypassed ones last (seed-systems 3.5); 0 when none is.
     */
    int destination() {
        for (GroupState group : map.groups()) {
            if (group.state() == GroupState.State.ACTIVE) {
                return group.number();
            }
        }
        if (turn >= 1 && turn <= map.groups().size() && good(map.groups().get(turn - 1), false)) {
            return turn;
        }
        int first = firstGood(false);
        return first != 0 ? first : firstGood(true);
    }

    private int firstGood(boolean bypassed) {
        return map.groups().stream()
                .filter(group -> good(group, bypassed))
                .mapToInt(GroupState::number)
                .findFirst()
                .orElse(0);
    }

    private static boolean good(GroupState group, boolean bypassed) {
        return (group.state() == GroupState.State.DISABLED) == bypassed && usable(group) > 0;
    }

    /** How many paths of a group are usable. */
    static long usable(GroupState group) {
        return group.paths().stream().filter(path -> path.state() == PathState.State.ACTIVE).count();
    }

    /** Whether I/O has gone to a group since it was chosen. */
    boolean current(int group) {
        return group != 0 && map.groups().get(group - 1).state() == GroupState.State.ACTIVE;
    }

    /** The group that is being activated, in words: the one whose activation began last, bypassed or not. */
    String activating() {
        MapEvent started = history.last(MapEvent.Kind.ACTIVATION_STARTED);
        int group = started == null ? destination() : EventWords.groupNumber(started);
        return group == 0 ? "a group" : "group " + group;
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

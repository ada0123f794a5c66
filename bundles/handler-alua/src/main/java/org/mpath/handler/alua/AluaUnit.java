package org.mpath.handler.alua;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;

/** What was last heard of a unit's target port groups. One owner. */
final class AluaUnit {
    private static final Logger LOG = System.getLogger("org.mpath.handler.alua");
    /** Transition time of an array that does not tell, in seconds. */
    private static final int TRANSITION_SECONDS = 60;

    private final Map<Integer, TargetPortGroup> groups = new TreeMap<>();
    private int transitionSeconds = TRANSITION_SECONDS;
    private long rejected;
    private boolean warned;

    /** A group; null when nothing is known of it. */
    TargetPortGroup group(int number) {
        return groups.get(number);
    }

    boolean inTransition(int number) {
        TargetPortGroup group = groups.get(number);
        return group != null && group.state() == AccessState.TRANSITIONING;
    }

    /** Whether a group is known to have no other state than active/optimized. */
    boolean onlyOptimized(int number) {
        TargetPortGroup group = groups.get(number);
        return group != null && group.supported() == AccessState.ACTIVE_OPTIMIZED.supportBit();
    }

    /** How long a transition may take, in seconds, 1 to 255. */
    int transitionSeconds() {
        return transitionSeconds;
    }

    /** How many answers were not believed. */
    long rejected() {
        return rejected;
    }

    /** Takes over what a path heard, unless that knows nothing of the path's own group. */
    void learn(TargetPortGroups report, int own, PathDevice path) {
        TargetPortGroup group = report.group(own);
        if (group == null || group.ports().isEmpty()) {
            reject(path, "the list of target port groups has no port in group " + own + ", which answered");
            return;
        }
        transitionSeconds = report.transitionSeconds() > 0 ? report.transitionSeconds() : TRANSITION_SECONDS;
        Map<Integer, TargetPortGroup> heard = new TreeMap<>();
        report.groups().forEach(each -> heard.putIfAbsent(each.group(), each));
        heard.values().forEach(each -> tell(each, path));
        groups.clear();
        groups.putAll(heard);
    }

    /** A group's state, known otherwise than by a report. */
    void state(int number, AccessState state, PathDevice path) {
        TargetPortGroup before = groups.get(number);
        TargetPortGroup after = before == null
                ? new TargetPortGroup(number, state, false, 0, TargetPortGroup.STATUS_NONE, List.of())
                : new TargetPortGroup(
                        number, state, before.preferred(), before.supported(), before.statusCode(), before.ports());
        tell(after, path);
        groups.put(number, after);
    }

    private void tell(TargetPortGroup after, PathDevice path) {
        TargetPortGroup before = groups.get(after.group());
        if (before == null || before.state() != after.state()) {
            LOG.log(Level.INFO, "event=alua.access_changed path=" + path.name() + " group=" + after.group() + " from="
                    + (before == null ? "unknown" : before.state().words()) + " to=" + after.state().words());
        }
    }

    /** An answer is not believed: what was known stays. */
    void reject(PathDevice path, String reason) {
        rejected++;
        if (Long.bitCount(rejected) == 1) { // the 1st, 2nd, 4th, 8th...
            LOG.log(Level.WARNING, "event=alua.answer_rejected path=" + path.name() + " count=" + rejected + " reason=\""
                    + reason + '"');
        }
    }

    /** The unit is to be moved but does not let us; said once. */
    void cannotBeMoved(PathDevice path, String reason) {
        if (!warned) {
            warned = true;
            LOG.log(Level.WARNING, "event=alua.implicit_only path=" + path.name() + " reason=\"" + reason + '"');
        }
    }

    /** Groups and their states: {@code 11:active/optimized 12:standby}. */
    String words() {
        return groups.values().stream()
                .map(group -> group.group() + ":" + group.state().words())
                .collect(Collectors.joining(" "));
    }
}

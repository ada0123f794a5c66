package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;

/** Why a map serves I/O, holds it, or fails it. */
final class MapWhy {
    private static final int PATHS_MAX = 8;
    /** A failure so long before a switch may be its cause. */
    private static final long CAUSE_MILLIS = 10_000;

    private final Facts facts;
    private final MapState map;
    private final History history;
    private final Explanation.Chain chain = new Explanation.Chain();

    MapWhy(Facts facts) {
        this.facts = facts;
        this.map = facts.map();
        this.history = facts.history();
    }

    Explanation explanation() {
        addPaths();
        addCondition();
        addGroups();
        if (facts.policy() == null) {
            chain.now("owner", "its reactor does not answer: what follows is the last it told");
        } else {
            addQueueing();
        }
        addFences();
        addErrors();
        addPlugIns();
        boolean takesIo = map.condition() == Condition.ACTIVE || map.condition() == Condition.DEGRADED;
        return new Explanation("map", map.name(), map.name(), takesIo, verdict(), chain.inOrder(), advice());
    }

    // ---- condition ----

    private String verdict() {
        String name = map.name() + " ";
        return switch (map.condition()) {
            case ACTIVE -> name + "is well: " + facts.usable() + destination();
            case DEGRADED -> name + "works: " + facts.usable() + destination();
            case QUEUEING -> name + "holds I/O: " + facts.usable() + "; " + waiting();
            case FAILED -> name + "fails I/O: " + facts.usable() + ", and it "
                    + (facts.queueing() ? "waited for one in vain" : "does not queue");
            case EMPTY -> name + "has no paths: I/O " + (facts.queueing() ? "waits; " + waiting() : "fails");
            case ACTIVATING -> name + "holds I/O: " + facts.activating() + " is being activated; " + waiting();
            case SUSPENDED -> name + "holds I/O: it is suspended; " + waiting();
        };
    }

    private String destination() {
        return ", I/O goes to group " + facts.destination();
    }

    private String waiting() {
        return Text.count(map.queued(), "request") + (map.queued() == 1 ? " waits" : " wait");
    }

    private void addCondition() {
        MapEvent since = beginning();
        String text = StateWord.of(map.condition()) + ", " + facts.usable();
        if (since != null) {
            happened(since);
            text += ", for " + Age.of(Math.max(0, facts.nowMillis() - since.timeMillis()));
        }
        chain.now("map", text);
        if (!facts.users().isEmpty()) {
            chain.now("used by", String.join(", ", facts.users()));
        }
    }

    /** The event that brought the present condition; null when it is not kept. */
    private MapEvent beginning() {
        return switch (map.condition()) {
            case ACTIVE -> history.last(Kind.MAP_CREATED, Kind.MAP_RELOADED, Kind.MAP_RESUMED, Kind.PATH_REINSTATED,
                    Kind.MAP_RECOVERED, Kind.PATH_REMOVED);
            case DEGRADED -> History.later(firstFailure(), history.last(Kind.MAP_RECOVERED, Kind.MAP_RESUMED));
            case QUEUEING, FAILED -> history.last(Kind.MAP_NO_PATH);
            case EMPTY -> history.last(Kind.MAP_RELOADED, Kind.MAP_CREATED);
            case ACTIVATING -> history.last(Kind.ACTIVATION_STARTED);
            case SUSPENDED -> history.last(Kind.MAP_SUSPENDED);
        };
    }

    /** The oldest of the failures that last. */
    private MapEvent firstFailure() {
        MapEvent first = null;
        for (PathState path : facts.failed()) {
            MapEvent failure = history.lastOf(path.name(), Kind.PATH_FAILED);
            if (failure != null && (first == null || failure.sequence() < first.sequence())) {
                first = failure;
            }
        }
        return first;
    }

    // ---- groups ----

    private void addGroups() {
        happened(history.last(Kind.MAP_RELOADED));
        addSwitch(history.last(Kind.GROUP_SWITCHED));
        MapEvent started = history.last(Kind.ACTIVATION_STARTED);
        happened(started);
        history.where(event -> started != null && event.sequence() > started.sequence() && event.kind() == Kind.ACTIVATION_ENDED)
                .latest(PATHS_MAX)
                .forEach(this::happened);
        for (GroupState group : map.groups()) {
            if (group.state() == GroupState.State.DISABLED) {
                happened(history.lastOf(group.number(), Kind.GROUP_BYPASSED));
            }
            chain.now("group " + group.number(), role(group) + ", " + Facts.usable(group) + " of " + group.paths().size()
                    + " paths usable, " + group.selector());
        }
    }

    /** A switch, and the failures shortly before it in the group that was left: they are its cause. */
    private void addSwitch(MapEvent switched) {
        happened(switched);
        for (GroupState group : map.groups()) {
            if (switched == null || !switched.from().equals("group " + group.number())) {
                continue;
            }
            History before = history.where(event -> event.sequence() < switched.sequence()
                    && event.timeMillis() > switched.timeMillis() - CAUSE_MILLIS);
            group.paths().forEach(path -> happened(before.lastOf(path.name(), Kind.PATH_FAILED)));
        }
    }

    private String role(GroupState group) {
        boolean bypassed = group.state() == GroupState.State.DISABLED;
        if (group.number() != facts.destination()) {
            return bypassed ? "bypassed" : Facts.usable(group) == 0 ? "of no use" : "waits";
        }
        if (bypassed) {
            return "takes I/O although bypassed: no other is usable";
        }
        return facts.current(group.number()) ? "current" : "next: no I/O came since it was chosen";
    }

    // ---- queueing, policy, fences ----

    private void addQueueing() {
        happened(history.last(Kind.QUEUEING_CHANGED));
        MapPolicy policy = facts.policy();
        chain.now("queueing", !facts.queueing()
                ? "off: without a usable path I/O fails at once"
                : map.condition() == Condition.FAILED
                        ? "on, but the time is over: I/O fails at once until a path is back"
                        : "on: " + PolicyTerm.NO_PATH_TIMEOUT.meaning(policy) + deadline());
        if (facts.queueing() && (map.queued() > 0 || policy.queuedAgeMillis() > 0)) {
            chain.now("bounds", Text.count(map.queued(), "request") + " now; "
                    + PolicyTerm.QUEUED_TASKS_MAX.meaning(policy) + "; " + PolicyTerm.QUEUED_BYTES_MAX.meaning(policy)
                    + "; " + PolicyTerm.QUEUED_AGE.meaning(policy));
        }
    }

    /** When waiting ends, while it lasts. */
    private String deadline() {
        // the time begins anew with each of these
        MapEvent since = history.last(Kind.MAP_NO_PATH, Kind.POLICY_CHANGED, Kind.QUEUEING_CHANGED, Kind.MAP_RESUMED);
        if (map.condition() != Condition.QUEUEING || since == null || facts.policy().noPathTimeoutMillis() == 0) {
            return "";
        }
        long left = since.timeMillis() + facts.policy().noPathTimeoutMillis() - facts.nowMillis();
        return left > 0 ? ", in " + Age.of(left) + " from now" : ", which is now";
    }

    private void addFences() {
        Map<String, MapEvent> open = history.openFences();
        open.values().forEach(this::happened);
        happened(history.last(Kind.FENCE_ENDED));
        happened(history.last(Kind.IO_INDETERMINATE));
        if (!open.isEmpty()) {
            chain.now("fence", "writes of unknown outcome wait on " + String.join(", ", open.keySet())
                    + (facts.policy() == null ? "" : "; " + PolicyTerm.FENCE.meaning(facts.policy())));
        } else if (facts.policy() != null && facts.policy().fence() == MapPolicy.Fence.FAST) {
            chain.now("fence", "fast: " + PolicyTerm.FENCE.meaning(facts.policy()));
        }
        int lost = history.count(Kind.IO_INDETERMINATE);
        if (lost > 0) {
            chain.now("unknown", Text.count(lost, "request") + " of late ended without a known outcome; their callers were told");
        }
    }

    /** A map that is well all the same, because the unit and not a path says no, would hide them. */
    private void addErrors() {
        long errors = map.counters().errors();
        if (errors > 0) {
            chain.now("errors", Text.count(errors, "request") + " ended with an error since the map was made; their callers were told");
        }
    }

    // ---- paths and plug-ins ----

    private void addPaths() {
        List<PathState> failed = facts.failed();
        for (PathState path : failed.subList(0, Math.min(PATHS_MAX, failed.size()))) {
            MapEvent failure = history.lastOf(path.name(), Kind.PATH_FAILED);
            long since = failure != null ? failure.timeMillis() : path.changedMillis();
            chain.happened(since == 0 ? Explanation.EARLIER : since, "failed",
                    path.name() + (path.reason().isEmpty() ? "" : ": " + path.reason())
                            + (path.failCount() > 1 ? " (failed " + path.failCount() + " times in all)" : ""));
        }
        if (failed.size() > PATHS_MAX) {
            chain.now("failed", (failed.size() - PATHS_MAX) + " more paths; `mpath:topology " + map.name() + "` shows them");
        }
        for (PathState path : Maps.pathsOf(map).toList()) {
            MapEvent throttled = history.lastOf(path.name(), Kind.PATH_THROTTLED, Kind.PATH_REINSTATED); // which forgets it
            boolean lasts = throttled != null && throttled.kind() == Kind.PATH_THROTTLED;
            happened(!lasts || throttled.to().equals(EventWords.UNBOUNDED) ? null : throttled);
        }
    }

    private void addPlugIns() {
        MapEvent swapped = history.last(Kind.HANDLER_CHANGED);
        happened(swapped == null || swapped.from().isEmpty() ? null : swapped); // the first one of a table is no news
        happened(history.last(Kind.SELECTOR_CHANGED));
        if (!map.handler().isEmpty()) {
            chain.now("handler", map.handler());
        }
    }

    private void happened(MapEvent event) {
        if (event != null && !covered(event)) {
            chain.happened(event.timeMillis(), EventWords.topic(event.kind()), EventWords.sentence(event, ""));
        }
    }

    /** A failure that lasts is told with its path. */
    private boolean covered(MapEvent event) {
        return event.kind() == Kind.PATH_FAILED
                && facts.failed().stream().anyMatch(path -> path.name().equals(event.path()));
    }

    // ---- what to do ----

    /** A table without paths was loaded by hand, or there are none. */
    private String emptyAdvice() {
        long found = facts.discovered().values().stream().filter(path -> path.map().equals(map.name())).count();
        return found == 0
                ? "`mpath:paths` shows what discovery found, `mpath:rescan` looks again"
                : "its table names no path, discovery found " + Text.count(found, "path") + ": `mpath:load "
                        + map.name() + " TABLE` loads one that does";
    }

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        String name = map.name();
        switch (map.condition()) {
            case SUSPENDED -> advice.add("`mpath:resume " + name + "` lets I/O go");
            case QUEUEING -> advice.add("mend a path, or `mpath:queue " + name + " off` fails what waits");
            case FAILED -> advice.add("mend a path; `mpath:queue " + name + " on` makes I/O wait for one");
            case EMPTY -> advice.add(emptyAdvice());
            case ACTIVATING -> advice.add("it ends by itself; `mpath:events " + name + "` shows how it goes");
            case ACTIVE, DEGRADED -> { }
        }
        if (!facts.failed().isEmpty()) {
            advice.add("`mpath:why " + facts.failed().get(0).name() + "` explains a failed path");
        }
        for (GroupState group : map.groups()) {
            if (group.state() == GroupState.State.DISABLED) {
                advice.add("`mpath:enable-group " + name + " " + group.number() + "` takes the bypass off");
            }
        }
        return advice;
    }
}

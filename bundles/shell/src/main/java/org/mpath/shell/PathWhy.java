package org.mpath.shell;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;

/** Why a path takes I/O, or none. */
final class PathWhy {
    private static final int STEPS_MAX = 8;
    private static final int FLAPS = 3;
    /** The reason of a failure that somebody asked for. */
    private static final String BY_HAND = "failed by message";
    private static final long FLAPPING_MILLIS = 600_000;

    /** What befalls the whole map and so every path of it. */
    private static final Set<Kind> MAP_KINDS = EnumSet.of(
            Kind.MAP_NO_PATH, Kind.MAP_RECOVERED, Kind.MAP_RELOADED, Kind.MAP_SUSPENDED, Kind.MAP_RESUMED,
            Kind.HANDLER_CHANGED, Kind.GROUP_SWITCHED);
    /** What befalls one group. */
    private static final Set<Kind> GROUP_KINDS =
            EnumSet.of(Kind.GROUP_BYPASSED, Kind.GROUP_ENABLED, Kind.ACTIVATION_STARTED, Kind.ACTIVATION_ENDED);

    private final Facts facts;
    private final GroupState group;
    private final PathState path;
    private final DiscoveredPath known;
    private final Explanation.Chain chain = new Explanation.Chain();

    PathWhy(Facts facts, GroupState group, PathState path) {
        this.facts = facts;
        this.group = group;
        this.path = path;
        this.known = facts.discovered().get(path.name());
    }

    Explanation explanation() {
        List<String> obstacles = obstacles();
        String verdict = path.name() + " in " + facts.map().name()
                + (obstacles.isEmpty() ? " takes I/O" + reservation() : " takes no I/O: " + String.join("; ", obstacles));
        addPast();
        addPresent();
        return new Explanation(
                "path", path.name(), facts.map().name(), obstacles.isEmpty(), verdict, chain.inOrder(), advice());
    }

    private boolean failed() {
        return path.state() == PathState.State.FAILED;
    }

    private boolean checkerComplains() {
        return known != null
                && switch (known.checker()) {
                    case DOWN, SHAKY, DELAYED, TIMEOUT, REMOVED, DISCONNECTED -> true;
                    case UNCHECKED, PENDING, UP, GHOST -> false;
                };
    }

    /** Each thing that alone would keep I/O away; the nearest to the path first. */
    private List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (failed()) {
            obstacles.add("it is failed" + (path.reason().isEmpty() ? "" : " (" + path.reason() + ")"));
        }
        int destination = facts.destination();
        if (destination != group.number() && (destination != 0 || facts.bypassed(group.number()))) {
            obstacles.add("its group " + group.number() + (facts.bypassed(group.number()) ? " is bypassed" : " waits")
                    + (destination == 0 ? "" : ", I/O goes to group " + destination));
        }
        switch (facts.map().condition()) {
            case SUSPENDED -> obstacles.add("map " + facts.map().name() + " is suspended");
            case ACTIVATING -> obstacles.add(facts.activating() + " is being activated");
            case ACTIVE, DEGRADED, QUEUEING, FAILED, EMPTY -> { }
        }
        return obstacles;
    }

    /** What a reader should know of a path that takes I/O. */
    private String reservation() {
        if (checkerComplains()) {
            return ", but its checker says " + StateWord.of(known.checker()) + ": " + known.reason();
        }
        if (facts.history().openFences().containsKey(path.name())) {
            return "; writes of unknown outcome wait for a fence";
        }
        return facts.current(group.number()) ? "" : " when there is some: none came since its group was chosen";
    }

    // ---- the past ----

    private void addPast() {
        History history = facts.history();
        MapEvent failure = history.lastOf(path.name(), Kind.PATH_FAILED);
        MapEvent joined = history.lastOf(path.name(), Kind.PATH_ADDED);
        if (failure != null) {
            chain.happened(failure.timeMillis(), EventWords.topic(failure.kind()),
                    EventWords.sentence(failure, path.name()) + times());
        } else if (path.failCount() > 0) {
            chain.happened(failed() ? path.changedMillis() : Explanation.EARLIER, "failed",
                    path.reason() + times() + "; the events around it are not kept any more");
        }
        if (joined != null && (failure == null || joined.sequence() > failure.sequence())) {
            chain.happened(joined.timeMillis(), EventWords.topic(joined.kind()), EventWords.sentence(joined, path.name()));
        }
        History after = history.after(History.later(failure, joined)).where(this::concerns);
        List<MapEvent> shown = after.latest(STEPS_MAX);
        shown.forEach(event -> chain.happened(
                event.timeMillis(), EventWords.topic(event.kind()), EventWords.sentence(event, path.name())));
        int left = after.events().size() - shown.size();
        if (left > 0) {
            chain.now("history", Text.count(left, "more event") + "; `mpath:events " + facts.map().name() + "` lists them");
        }
    }

    private String times() {
        return path.failCount() > 1 ? " (failed " + path.failCount() + " times in all)" : "";
    }

    private boolean concerns(MapEvent event) {
        if (!event.path().isEmpty()) {
            return event.path().equals(path.name());
        }
        if (event.kind() == Kind.HANDLER_CHANGED && event.from().isEmpty()) {
            return false; // the first handler of a table is no news
        }
        int about = EventWords.groupNumber(event);
        return MAP_KINDS.contains(event.kind())
                || GROUP_KINDS.contains(event.kind()) && (about == 0 || about == group.number());
    }

    // ---- the present ----

    private void addPresent() {
        chain.now("path", StateWord.of(path.state()) + since() + ", " + Text.count(path.inFlight(), "request") + " in flight, " + counters());
        long flaps = facts.history()
                .where(event -> event.path().equals(path.name()) && event.timeMillis() > facts.nowMillis() - FLAPPING_MILLIS
                        && !event.reason().equals(BY_HAND))
                .count(Kind.PATH_FAILED);
        if (flaps >= FLAPS) {
            chain.now("flapping", "failed " + flaps + " times in the last " + Age.of(FLAPPING_MILLIS)
                    + ": look at its cable, port and switch");
        }
        chain.now("checker", known == null
                ? "discovery does not know this path"
                : StateWord.of(known.checker()) + (known.reason().isEmpty() ? "" : ": " + known.reason()));
        if (known != null) {
            chain.now("plug-in", LonePathWhy.plugIn(known));
        }
        chain.now("group", "number " + group.number() + " of " + facts.map().groups().size() + ", "
                + StateWord.of(group.state()) + ", " + Facts.usable(group) + " of " + group.paths().size() + " paths usable, "
                + group.selector());
        chain.now("map", StateWord.of(facts.map().condition()) + ", " + facts.usable());
    }

    private String since() {
        return path.changedMillis() == 0
                ? " since it joined"
                : " for " + Age.of(Math.max(0, facts.nowMillis() - path.changedMillis()));
    }

    private String counters() {
        IoCounters io = path.counters();
        return (io.reads() + io.writes()) + " done, " + Text.count(io.errors(), "error") + ", " + io.retries()
                + " sent again elsewhere";
    }

    // ---- what to do ----

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        String map = facts.map().name();
        if (failed() && checkerComplains()) {
            advice.add("mend what the checker complains of: the path is used again when it is ready");
        } else if (failed() && facts.map().condition() != Condition.SUSPENDED) { // which takes no messages
            String now = "`mpath:reinstate " + path.name() + "` uses it ";
            advice.add(known != null && known.checker() == CheckerState.UP
                    ? now + "now; else its next check does, if it finds it ready again"
                    : now + "again");
        }
        if (facts.map().condition() == Condition.SUSPENDED) {
            advice.add("`mpath:resume " + map + "` lets I/O go");
        }
        if (facts.bypassed(group.number())) {
            advice.add("`mpath:enable-group " + map + " " + group.number() + "` takes the bypass off");
        } else if (facts.destination() != group.number() && !failed()) {
            advice.add("`mpath:switch-group " + map + " " + group.number() + "` sends I/O to its group");
        }
        return advice;
    }
}

package org.mpath.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapChange;
import org.mpath.api.control.MapChange.Kind;
import org.mpath.api.control.MapChange.PathCount;
import org.mpath.config.GlobalSettings.MarginalGroups;

/**
 * Another configuration as a transaction over all maps: what would change is worked out first, and nothing is touched when a
 * map would lose redundancy or somebody who uses it; when a map is refused by the data plane, all go back to what they were.
 * Discovery thread.
 */
final class Reconfiguration {
    /** Redundancy: with fewer usable paths than this the next failure ends I/O. */
    private static final int REDUNDANT = 2;

    private final DiscoveryThread thread;
    private final Classification classification;
    private final MapBook book;
    private final Supplier<Collection<KnownPath>> paths;
    private final Changes changes;

    /** What the transaction has others do. */
    interface Changes {
        /** Classifies every path anew, by the rules in force. */
        void classify();

        /** Gives maps the names they are to have, at once or when nobody uses them any more. */
        void rename();

        /** Brings the maps up to date. */
        void load();
    }

    Reconfiguration(
            DiscoveryThread thread, Classification classification, MapBook book, Supplier<Collection<KnownPath>> paths,
            Changes changes) {
        this.thread = thread;
        this.classification = classification;
        this.book = book;
        this.paths = paths;
        this.changes = changes;
    }

    /** Which maps would change. */
    List<MapChange> plan(PathRules next) {
        Map<String, SortedSet<KnownPath>> units = new TreeMap<>();
        for (KnownPath path : paths.get()) {
            thread.answerQuestions();
            boolean mayBePlaced = path.identity != null && (path.placed() || path.heldBack() || !path.exclusion.isEmpty());
            if (mayBePlaced && next.exclusion(path).isEmpty()) {
                units.computeIfAbsent(path.identity.unit().wwid(), none -> new TreeSet<>(KnownPath.NAME_ORDER)).add(path);
            }
        }
        units.entrySet().removeIf(unit -> book.entry(unit.getKey()) == null && !book.wouldAdmit(unit.getValue(), next.units()));
        List<MapChange> plan = new ArrayList<>();
        book.entries().stream()
                .filter(entry -> !entry.paths.isEmpty() && !units.containsKey(entry.unit.wwid()))
                .forEach(entry -> plan.add(removed(entry)));
        Map<String, String> names = names(units, next);
        units.forEach((wwid, members) -> {
            thread.answerQuestions();
            planUnit(names.get(wwid), members, next, plan);
        });
        return plan;
    }

    /** What maps are to be called. */
    private Map<String, String> names(Map<String, SortedSet<KnownPath>> units, PathRules next) {
        List<KnownPath> fresh = units.entrySet().stream()
                .filter(unit -> book.entry(unit.getKey()) == null)
                .map(unit -> unit.getValue().first())
                .toList();
        return book.wantedNames(next.units().named(classification.settings(next)), fresh);
    }

    private void planUnit(String name, SortedSet<KnownPath> members, PathRules next, List<MapChange> plan) {
        String wwid = members.first().identity.unit().wwid();
        MapEntry entry = book.entry(wwid);
        MapLayout layout = MapLayout.of(members, next.global().marginalGroups() != MarginalGroups.OFF,
                classification.settings(next));
        if (entry == null) {
            KnownPath first = members.first();
            plan.add(new MapChange(Kind.MADE, name, wwid, "",
                    first.identity.sized() ? layout.table(first.identity.unit(), 1) : "", count(List.of(), members), ""));
            return;
        }
        String table = layout.table(entry.unit, 1);
        boolean queueing = !layout.settings().queueing().equals(entry.queueing);
        if (!table.equals(entry.table) || queueing) {
            PathCount count = count(entry.paths, members);
            plan.add(new MapChange(Kind.RELOADED, entry.name, wwid, entry.table, table, count, objection(entry, count)));
        }
        if (!name.equals(entry.name)) {
            plan.add(new MapChange(Kind.RENAMED, entry.name, wwid, entry.name, name, count(members, members), ""));
        }
    }

    private MapChange removed(MapEntry entry) {
        List<String> users = book.users(entry);
        String objection = users.isEmpty() ? ""
                : "map " + entry.name + " would go, and is used by " + String.join(", ", users);
        return new MapChange(Kind.REMOVED, entry.name, entry.unit.wwid(), entry.table, "",
                count(entry.paths, List.of()), objection);
    }

    private static PathCount count(Collection<KnownPath> before, Collection<KnownPath> after) {
        return new PathCount(usable(before), usable(after));
    }

    private static int usable(Collection<KnownPath> paths) {
        return (int) paths.stream().filter(KnownPath::usable).count();
    }

    private static String objection(MapEntry entry, PathCount count) {
        boolean loses = count.after() < count.before() && count.after() < REDUNDANT;
        return loses ? "map " + entry.name + " would lose its redundancy: " + count.before() + " usable paths now, then "
                + count.after() : "";
    }

    /** Follows other rules, or none of them. */
    List<MapChange> follow(PathRules next, boolean force) {
        List<MapChange> plan = plan(next);
        if (!force) {
            plan.stream().filter(change -> !change.objection().isEmpty()).findFirst().ifPresent(change -> {
                throw new ControlException(Code.BUSY, change.objection() + "; nothing was changed: --force does it");
            });
        }
        PathRules former = classification.rules();
        take(next);
        List<MapEntry> refused = plan.stream()
                .filter(change -> change.kind() == Kind.RELOADED)
                .map(change -> book.entry(change.wwid()))
                .filter(entry -> entry != null && !entry.logged.isEmpty())
                .toList();
        if (!refused.isEmpty()) {
            String why = "map " + refused.get(0).name + ": " + refused.get(0).logged;
            take(former);
            throw new ControlException(why + "; all maps are what they were");
        }
        changes.rename();
        return plan;
    }

    private void take(PathRules rules) {
        classification.rules(rules);
        changes.classify();
        changes.load();
    }
}

package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.config.GlobalSettings;
import org.mpath.config.GlobalSettings.MarginalGroups;
import org.mpath.config.PathSettings.FlushOnLastDelete;
import org.mpath.discovery.KnownPath.Dispute;
import org.mpath.scsi.IdentityProfile;

/**
 * The maps as they should be, one per WWID, and the verbs that make the data plane have them so. Discovery thread: the
 * data plane's verbs wait.
 */
final class MapBook {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final DataPlane plane;
    private final DiscoveryThread thread;
    private final MapNames names;
    private final KnownUnits known;
    private final UnitGate gate;
    private final Supplier<UnitRules> units;
    private final EngineView engine;
    private final Supplier<MapRules> rules;
    private final EmptyMaps empty;
    private final NoPathTime noPathTime;
    private final Supplier<GlobalSettings> global;
    private final Map<String, MapEntry> maps = new HashMap<>();
    /** Maps whose table may differ from the loaded one. */
    private final Set<MapEntry> changed = new LinkedHashSet<>();

    /**
     * A book without maps.
     *
     * @param global what holds for all paths
     * @param units which units become maps, and how these are called
     * @param again called when paths that were held back may be placed
     */
    MapBook(Wiring wiring, EngineView engine, Supplier<GlobalSettings> global, Supplier<UnitRules> units, Runnable again) {
        this.global = global;
        this.units = units;
        this.plane = wiring.plane();
        this.thread = wiring.thread();
        this.names = new MapNames(wiring.bindings());
        this.known = wiring.known();
        this.gate = new UnitGate(wiring.thread(), known, units, again);
        this.rules = wiring.rules();
        this.engine = engine;
        this.empty = new EmptyMaps(plane, rules);
        this.noPathTime = new NoPathTime(plane);
    }

    /** Whether an identified path that was rejected may fit now. */
    boolean admits(KnownPath path) {
        boolean there = maps.containsKey(path.identity.unit().wwid());
        return !path.heldBack() && (path.awaitsSize ? there : !there && room() > 0);
    }

    private int room() {
        return Math.max(0, rules.get().mapsMax() - maps.size());
    }

    /** The maps there are. */
    Collection<MapEntry> entries() {
        return maps.values();
    }

    /** The map of a unit; null when it has none. */
    MapEntry entry(String wwid) {
        return maps.get(wwid);
    }

    /** Who uses a map. */
    List<String> users(MapEntry entry) {
        return entry.created ? plane.users(entry.name) : List.of();
    }

    /** Whether a map that lost its last path is about to be removed: nothing keeps it. */
    boolean goes(MapEntry entry) {
        boolean emptied = entry.paths.isEmpty() && (changed.contains(entry) || empty.has(entry));
        return emptied && !(entry.created && empty.wants(entry));
    }

    /** Whether {@link #load} has work. */
    boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** Whether there is a map of that WWID by those rules. */
    boolean isNamed(String wwid, IdentityProfile profile) {
        MapEntry entry = maps.get(wwid);
        return entry != null && entry.profile == profile;
    }

    /**
     * Has identified paths join the maps of their units; one without a map is rejected with the reason.
     *
     * @param membership joins a path to its map, or does not
     */
    void place(List<KnownPath> waiting, BiConsumer<KnownPath, MapEntry> membership) {
        List<KnownPath> ordered = new ArrayList<>(waiting);
        ordered.sort(KnownPath.NAMING_ORDER);
        Map<String, String> running = takeOver(ordered);
        List<KnownPath> admitted = gate.admit(ordered, maps::containsKey);
        makeEntries(admitted, running);
        for (KnownPath path : admitted) {
            thread.answerQuestions();
            MapEntry entry = maps.get(path.identity.unit().wwid());
            path.awaitsSize = entry == null && !path.identity.sized();
            if (entry == null) {
                path.reject(noMap(path.identity), Level.WARNING);
            } else {
                membership.accept(path, entry);
            }
        }
    }

    private String noMap(ProbeResult.Identified identity) {
        String wwid = identity.unit().wwid();
        return identity.sized()
                ? "no map for unit " + wwid + ": there are " + maps.size() + " maps, and maps.max is " + rules.get().mapsMax()
                : identity.sizeRefusal() + "; no path has told the size of unit " + wwid + " yet";
    }

    /**
     * Gives a map the size that its unit has now.
     *
     * @return why the data plane did not, one sentence; null when it did
     */
    String resize(MapEntry entry, long blocks) {
        if (entry.created) {
            try {
                plane.resize(entry.name, blocks);
            } catch (RuntimeException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
        boolean loaded = !entry.table.isEmpty();
        entry.resized(blocks);
        if (loaded && entry.layout != null) {
            entry.table = entry.layout.table(entry.unit, 1); // the live one has the new length already
        }
        changed.add(entry);
        engine.forget(entry.name);
        return null;
    }

    /** Takes a path out of its map. Its table follows with {@link #load}. */
    void leave(KnownPath path) {
        path.map.paths.remove(path);
        path.map.left = true;
        changed.add(path.map);
    }

    /** The family or the rank of a map's paths changed: its table is written again. */
    void reconsider(MapEntry entry) {
        if (maps.get(entry.unit.wwid()) == entry) {
            changed.add(entry);
        }
    }

    /**
     * What {@link #load} did.
     *
     * @param touched the maps that had changed
     * @param refused those of them that want another try later
     */
    record Outcome(List<MapEntry> touched, List<MapEntry> refused) {}

    /** Brings the data plane up to date: creates, loads and removes what changed. Questions are answered in between. */
    Outcome load() {
        List<MapEntry> touched = List.copyOf(changed);
        List<MapEntry> refused = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        for (MapEntry entry : touched) {
            thread.answerQuestions();
            changed.remove(entry);
            if (!(entry.paths.isEmpty() ? keepOrRemove(entry) : fill(entry))) {
                refused.add(entry);
            } else if (!entry.paths.isEmpty()) {
                filled.add(entry.unit.wwid());
            }
        }
        known.add(filled);
        return new Outcome(touched, refused);
    }

    /** Whether there are maps without paths: {@link #removeUnused} is to be called now and then. */
    boolean hasEmpty() {
        return empty.any();
    }

    /** Removes the maps without paths that nothing keeps any more; whether there were any. */
    boolean removeUnused() {
        boolean removed = false;
        for (MapEntry entry : empty.all()) {
            if (!empty.keep(entry)) {
                remove(entry, "it has no path and nobody uses it any more");
                removed = true;
            }
        }
        return removed;
    }

    /** Makes entries of the maps that run already; the names of all of them, with their WWIDs. */
    private Map<String, String> takeOver(List<KnownPath> paths) {
        Map<String, KnownPath> fresh = new LinkedHashMap<>();
        paths.forEach(path -> fresh.putIfAbsent(path.identity.unit().wwid(), path));
        fresh.keySet().removeAll(maps.keySet());
        Map<String, String> running = new HashMap<>();
        if (fresh.isEmpty()) {
            return running;
        }
        List<MapNames.Wish> named = new ArrayList<>();
        for (MapState map : plane.maps()) {
            String wwid = map.unit().wwid();
            running.put(map.name(), wwid);
            KnownPath path = fresh.remove(wwid);
            if (path != null) {
                MapEntry entry = new MapEntry(map.name(), map.unit(), path.identity.profile());
                entry.created = true;
                maps.put(wwid, entry);
                named.add(new MapNames.Wish(wwid, units.get().naming().apply(path), map.name()));
            }
        }
        names.keep(named, running);
        return running;
    }

    /**
     * One entry per unit that has none yet, as long as there may be more; names in the order of the paths.
     *
     * @param running names of running maps, with their WWIDs
     */
    private void makeEntries(List<KnownPath> ordered, Map<String, String> running) {
        Map<String, KnownPath> fresh = new LinkedHashMap<>();
        for (KnownPath path : ordered) {
            String wwid = path.identity.unit().wwid();
            if (!maps.containsKey(wwid)) {
                fresh.merge(wwid, path, (first, next) -> first.identity.sized() ? first : next);
            }
        }
        fresh.values().removeIf(path -> !path.identity.sized());
        List<MapNames.Wish> wishes = fresh.entrySet().stream()
                .limit(room())
                .map(unit -> new MapNames.Wish(unit.getKey(), units.get().naming().apply(unit.getValue()), ""))
                .toList();
        if (!wishes.isEmpty()) {
            names.give(wishes, taken(running)).forEach((wwid, name) ->
                    maps.put(wwid, entry(name, fresh.get(wwid).identity)));
        }
    }

    /** Names that no further unit can have, with the WWIDs of those that have them. */
    private Map<String, String> taken(Map<String, String> running) {
        Map<String, String> taken = new HashMap<>(units.get().aliases());
        maps.values().forEach(entry -> taken.put(entry.name, entry.unit.wwid()));
        taken.putAll(running);
        return taken;
    }

    /**
     * The names that maps would have by other rules, by WWID: all of them together, so that no two get the same. A map
     * without paths keeps its name. Nothing is changed or written down.
     *
     * @param further a path of each unit that would get a map
     */
    Map<String, String> wantedNames(UnitRules by, Collection<KnownPath> further) {
        Map<String, String> taken = new HashMap<>(by.aliases());
        Map<String, String> kept = new HashMap<>();
        List<MapNames.Wish> wishes = new ArrayList<>();
        plane.maps().forEach(map -> taken.put(map.name(), map.unit().wwid()));
        maps.values().stream().sorted(Comparator.comparing(entry -> entry.name, Alias.ORDER)).forEach(entry -> {
            if (entry.paths.isEmpty()) {
                taken.put(entry.name, entry.unit.wwid());
                kept.put(entry.unit.wwid(), entry.name);
            } else {
                taken.remove(entry.name, entry.unit.wwid());
                wishes.add(new MapNames.Wish(entry.unit.wwid(), by.naming().apply(entry.paths.first()), entry.name));
            }
        });
        further.stream().sorted(KnownPath.NAMING_ORDER).forEach(path ->
                wishes.add(new MapNames.Wish(path.identity.unit().wwid(), by.naming().apply(path), "")));
        kept.putAll(names.foresee(wishes, taken));
        return kept;
    }

    /** The name that a unit's map is to have as things are now; its running map may still have another. Null for no map. */
    String wanted(String wwid) {
        return wantedNames(units.get(), List.of()).get(wwid);
    }

    /** The maps with paths that are to have another name. */
    List<MapEntry> misnamed() {
        Map<String, String> wanted = wantedNames(units.get(), List.of());
        return maps.values().stream()
                .filter(entry -> !entry.paths.isEmpty() && !entry.name.equals(wanted.get(entry.unit.wwid())))
                .toList();
    }

    /** Removes a map that nobody uses, so that it can be made again; its paths. */
    List<KnownPath> dissolve(MapEntry entry) {
        List<KnownPath> paths = List.copyOf(entry.paths);
        changed.remove(entry);
        remove(entry, "it gets another name");
        paths.forEach(path -> path.map = null);
        return paths;
    }

    /** Whether a unit that has no map would become one by other rules, with these paths. */
    boolean wouldAdmit(Collection<KnownPath> paths, UnitRules by) {
        return gate.wouldAdmit(List.copyOf(paths), by);
    }

    private static MapEntry entry(String name, ProbeResult.Identified identity) {
        MapEntry entry = new MapEntry(name, identity.unit(), identity.profile());
        entry.learn(identity);
        return entry;
    }

    /** Puts a path into a map. Its table follows with {@link #load}. */
    void join(KnownPath path, MapEntry entry) {
        path.map = entry;
        path.standing = KnownPath.Standing.PLACED;
        path.dispute = Dispute.NONE;
        entry.learn(path.identity);
        path.reason = "";
        entry.paths.add(path);
        changed.add(entry);
        LOG.log(Level.DEBUG, "event=path.placed path=" + path.name() + " map=" + entry.name + " wwid=" + entry.unit.wwid());
    }

    /** Loads the table of a map with paths when it differs; false when it has to be tried again. */
    private boolean fill(MapEntry entry) {
        empty.forget(entry);
        entry.regrouping = false;
        keepToFamily(entry, entry.paths.first().familyName());
        MapLayout layout = MapLayout.of(entry.paths, global.get().marginalGroups() != MarginalGroups.OFF, path -> path.settings);
        String problem = load(entry, layout);
        if (problem != null && layout.hasWords()) {
            String without = load(entry, layout.plain());
            refused(entry, problem, without == null ? "" : without);
            return false;
        }
        refused(entry, problem == null ? "" : problem, problem == null ? "" : problem);
        return problem == null;
    }

    /** A map has one handler: a path that looks like another array's is not one of its paths, whatever its WWID says. */
    private void keepToFamily(MapEntry entry, String family) {
        for (KnownPath path : List.copyOf(entry.paths)) {
            String own = path.familyName();
            if (!own.equals(family)) {
                entry.paths.remove(path);
                path.reject("unit needs " + (own.isEmpty() ? "no handler" : "handler " + own) + " through this path, map "
                        + entry.name + " of the same WWID has " + (family.isEmpty() ? "none" : family), Level.WARNING);
            }
        }
    }

    /** A map whose last path is gone stays, empty, while something keeps it; false when that has to be tried again. */
    private boolean keepOrRemove(MapEntry entry) {
        if (!entry.created || !empty.keep(entry)) {
            remove(entry, "its last path is gone");
            return true;
        }
        String table = TableText.empty(entry.unit, !entry.gone && entry.flush() != FlushOnLastDelete.ALWAYS);
        String problem = table.equals(entry.table) && !entry.left ? null : load(entry, table, table, "");
        entry.layout = null;
        refused(entry, problem == null ? "" : problem, "");
        return problem == null;
    }

    /** Why the data plane did not take the layout, or null. */
    private String load(MapEntry entry, MapLayout layout) {
        String shape = layout.table(entry.unit, 1);
        String problem = shape.equals(entry.table) && !entry.left
                ? null
                : load(entry, shape, layout.table(entry.unit, initialGroup(entry, layout)), layout.handler());
        if (problem == null) {
            entry.layout = layout;
            limit(entry);
            noPathTime.tell(entry, layout.settings().queueing(), global.get().intervalSeconds());
        }
        return problem;
    }

    /**
     * The group to start with: the best. But a map that does not fall back at once stays in the group its I/O is in, unless
     * that has become worse.
     */
    private int initialGroup(MapEntry entry, MapLayout layout) {
        int best = PathGroup.best(layout.groups());
        if (entry.layout == null || layout.returnsAtOnce() || layout.groups().size() < 2) {
            return best;
        }
        MapState state = plane.stateOf(entry.name);
        int current = state == null ? 0 : Failback.current(state);
        if (current == 0 || current > entry.layout.standings().size()) {
            return best;
        }
        Set<String> names = state.groups().get(current - 1).paths().stream().map(PathState::name).collect(Collectors.toSet());
        int kept = layout.groupOf(names);
        boolean worse = kept == 0
                || layout.groups().get(kept - 1).usableCount() == 0
                || layout.standings().get(kept - 1) < entry.layout.standings().get(current - 1);
        return worse ? best : kept;
    }

    /**
     * Why the data plane did not take the table, or null.
     *
     * @param shape the table with group 1 as its initial group
     */
    private String load(MapEntry entry, String shape, String table, String handler) {
        try {
            if (!entry.created) {
                plane.create(entry.name, entry.unit);
                entry.created = true;
            }
            limit(entry);
            plane.load(entry.name, table, proofs(entry));
            entry.table = shape;
            entry.left = false;
            entry.gone &= entry.paths.isEmpty(); // a table with paths queues
            entry.queueingTaken &= entry.gone;
            LOG.log(Level.INFO, "event=map.loaded map=" + entry.name + " wwid=" + entry.unit.wwid() + " paths="
                    + entry.paths.size() + (handler.isEmpty() ? "" : " handler=" + handler));
            return null;
        } catch (RuntimeException refused) {
            return String.valueOf(refused.getMessage());
        } finally {
            engine.forget(entry.name);
        }
    }

    /** Between being identified and being used another unit may come behind a path. */
    private static Predicate<PathDevice> proofs(MapEntry entry) {
        Map<PathDevice, BooleanSupplier> proofs = new HashMap<>();
        entry.paths.forEach(path -> proofs.put(path.device, path.proof()));
        return device -> proofs.getOrDefault(device, () -> false).getAsBoolean();
    }

    /** Before a path is used that takes less at once than the others, nobody sends more. */
    private void limit(MapEntry entry) {
        UnitLimits common = entry.commonLimits();
        if (!common.equals(entry.limits)) {
            plane.limits(entry.name, common);
            entry.limits = common;
        }
    }

    /** Logs a refusal once, and lets the paths say why they are not used. */
    private static void refused(MapEntry entry, String problem, String pathsSay) {
        if (!problem.isEmpty() && !problem.equals(entry.logged)) {
            LOG.log(Level.WARNING, "event=map.refused map=" + entry.name + LogWords.reason(problem));
        }
        entry.logged = problem;
        entry.refusal = pathsSay;
    }

    private void remove(MapEntry entry, String reason) {
        maps.remove(entry.unit.wwid(), entry);
        empty.forget(entry);
        noPathTime.forget(entry);
        if (!entry.created) {
            return;
        }
        try {
            plane.remove(entry.name);
            LOG.log(Level.INFO, "event=map.removed map=" + entry.name + LogWords.reason(reason));
        } catch (RuntimeException refused) {
            LOG.log(Level.WARNING, "event=map.remove_failed map=" + entry.name + LogWords.reason(refused.getMessage()));
        } finally {
            engine.forget(entry.name);
        }
    }
}

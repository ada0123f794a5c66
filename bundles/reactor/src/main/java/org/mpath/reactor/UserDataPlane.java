package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvents;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapListener;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.mpath.core.EngineLimits;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The user-space data plane: an engine per map, run by the map's reactor. */
@Component(
        service = {DataPlane.class, MapEvents.class},
        property = DataPlane.KIND + "=user",
        configurationPid = "org.mpath.dataplane")
@Designate(ocd = DataPlaneSettings.class)
public final class UserDataPlane implements DataPlane, MapEvents {
    private static final Logger LOG = System.getLogger("org.mpath.dataplane");
    private static final long VERB_MILLIS_MAX = 5_000;
    private static final int NAME_CHARS_MAX = 127;

    private final BundleContext context;
    private final Reactor reactor;
    private final ReactorCalls calls;
    private final MapPolicy policy;
    private final EngineLimits limits;
    private final long suspendMillisMax;
    private final EventBus events = new EventBus();
    private final Map<String, MapVerbs> maps = new ConcurrentHashMap<>();
    /** Those whose engines may call selectors: from before they have a name until after they have lost it. */
    private final Set<UserMap> alive = ConcurrentHashMap.newKeySet();
    private final PathDirectory paths = new PathDirectory();
    private final PlugIns plugIns;
    private final PlugInMoves moves;

    /** Made by Declarative Services. */
    @Activate
    public UserDataPlane(BundleContext context, @Reference Reactor reactor, DataPlaneSettings settings) {
        this.context = context;
        this.reactor = reactor;
        this.calls = new ReactorCalls(reactor, VERB_MILLIS_MAX);
        this.suspendMillisMax = settings.suspend_timeout_millis();
        this.plugIns = new PlugIns(reactor, calls, settings.plugin_call_timeout_millis());
        this.moves = new PlugInMoves(maps::keySet, name -> keepUp(name, false));
        plugIns.onChange(moves::look);
        reactor.watch(new SelectorCallsOfMaps(alive, settings.plugin_call_timeout_millis()));
        this.policy = new MapPolicy(
                settings.fence_fast() ? MapPolicy.Fence.FAST : MapPolicy.Fence.STRICT,
                settings.no_path_timeout_millis(),
                settings.queued_tasks_max(),
                settings.queued_bytes_max(),
                settings.queued_age_millis(),
                settings.request_timeout_millis(),
                settings.attempts_max());
        this.limits = new EngineLimits(
                TimeUnit.MILLISECONDS.toNanos(settings.retry_delay_millis()),
                TimeUnit.MILLISECONDS.toNanos(settings.fence_delay_millis()),
                TimeUnit.MILLISECONDS.toNanos(settings.activation_timeout_millis()),
                TimeUnit.MILLISECONDS.toNanos(settings.owner_pause_millis()),
                settings.sense_table());
    }

    /** Ends every map. */
    @Deactivate
    public void stop() {
        moves.close();
        for (String name : List.copyOf(maps.keySet())) {
            try {
                remove(name);
            } catch (MapException e) {
                LOG.log(Level.WARNING, "event=map.remove_failed map=" + name + " reason=\"" + e.getMessage() + "\"");
            }
        }
        reactor.watch(null);
        events.close();
    }

    // ---- services that come and go ----

    /** Paths of this transport may be in tables from now on. Public, as are the other bindings, for use without DS. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindTransport(Transport transport) {
        paths.add(transport);
    }

    void unbindTransport(Transport transport) {
        paths.remove(transport);
    }

    /** Tells this listener of every event from now on. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindListener(MapListener listener) {
        events.add(listener);
    }

    void unbindListener(MapListener listener) {
        events.remove(listener);
    }

    /** Missing types are asked for there. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindRepository(PlugInRepository repository) {
        plugIns.repository(repository);
    }

    void unbindRepository(PlugInRepository repository) {
        if (plugIns.repository() == repository) {
            plugIns.repository(null);
        }
    }

    /** Tables may name this selector from now on; maps whose table does use it soon, if it is the newest. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindSelector(ServiceReference<PathSelectorFactory> reference, Map<String, Object> properties) {
        came(plugIns.selectors(), named(properties, PathSelectorFactory.NAME), reference);
    }

    void unbindSelector(ServiceReference<PathSelectorFactory> reference) {
        left(plugIns.selectors(), reference);
    }

    /** Tables may name this handler from now on; maps whose table does use it soon, if it is the newest. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindHandler(ServiceReference<HardwareHandlerFactory> reference, Map<String, Object> properties) {
        came(plugIns.handlers(), named(properties, HardwareHandlerFactory.NAME), reference);
    }

    void unbindHandler(ServiceReference<HardwareHandlerFactory> reference) {
        left(plugIns.handlers(), reference);
    }

    /** The type's name; null when the service does not say it as it should. */
    private static String named(Map<String, Object> properties, String key) {
        if (properties.get(key) instanceof String name) {
            return name;
        }
        LOG.log(Level.WARNING, "event=plugin.ignored service=" + properties.get(Constants.SERVICE_ID) + " reason=\"it has no"
                + " property " + key + " of type String\"");
        return null;
    }

    /** Leased from the framework itself: Declarative Services would hold what it handed out while it unbinds. */
    private <T> void came(TypeRegistry<T> registry, String name, ServiceReference<T> reference) {
        ServiceObjects<T> objects = name == null ? null : context.getServiceObjects(reference);
        if (objects == null) {
            return; // nameless, or gone again
        }
        try {
            registry.register(name, objects);
            moves.look();
        } catch (MapException e) {
            LOG.log(Level.WARNING, "event=plugin.ignored name=" + name + " reason=\"" + e.getMessage() + '"');
        }
    }

    /**
     * A bundle stops. That cannot be refused, so those who hold its type let go, and have done so when this returns: nothing
     * of the bundle is called any more.
     */
    private <T> void left(TypeRegistry<T> registry, ServiceReference<T> reference) {
        RegisteredType<T> type = registry.of(reference);
        if (type == null) {
            return;
        }
        try {
            registry.unregister(reference);
        } catch (MapException inUse) {
            LOG.log(ending() ? Level.DEBUG : Level.WARNING, "event=plugin.left name=" + type.name() + " bundle=\"" + type.bundle() + "\" reason=\""
                    + inUse.getMessage() + ", but its bundle stops\"");
            registry.withdraw(type);
            registry.mapsOf(type).forEach(map -> keepUp(map, true));
        }
        if (!registry.awaitLetGo(type, VERB_MILLIS_MAX)) {
            LOG.log(Level.ERROR, "event=plugin.not_let_go name=" + type.name() + " bundle=\"" + type.bundle() + "\" maps="
                    + String.join(",", registry.mapsOf(type)));
        }
    }

    /** Everything stops, in whatever order: nobody needs to hear of one that others still use. */
    private boolean ending() {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        return framework != null && framework.getState() == Bundle.STOPPING;
    }

    private void keepUp(String name, boolean atOnce) {
        MapVerbs map = maps.get(name);
        try {
            if (map != null) {
                map.keepUp(atOnce);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "event=plugin.swap_failed map=" + name + " reason=\"" + e.getMessage() + '"');
        }
    }

    /** Has registries and maps know what plug-ins did wrong. */
    private final class Faults implements PlugInFaults {
        @Override
        public void handler(String map, RegisteredType<HardwareHandlerFactory> type, String reason) {
            moves.fault(new PlugInMoves.Fault(map, () -> plugIns.misbehaved(plugIns.handlers(), type, map, reason)));
        }

        @Override
        public void selector(String map, RegisteredType<PathSelectorFactory> type, String reason) {
            moves.fault(new PlugInMoves.Fault(map, () -> plugIns.misbehaved(plugIns.selectors(), type, map, reason)));
        }

        @Override
        public void selectorKept(String map, RegisteredType<PathSelectorFactory> type, String reason) {
            plugIns.selectors().ban(type.bundle());
            maps.values().stream().map(MapVerbs::map).forEach(each -> each.selectors().ban(
                    type.bundle(), each.name().equals(map) ? reason : "in map " + map + " " + reason));
        }
    }

    // ---- DataPlane ----

    @Override
    public void create(String name, LogicalUnit unit) {
        if (!name.matches("[A-Za-z0-9#+.:=@_-]{1," + NAME_CHARS_MAX + "}")) {
            throw new MapException(Code.INVALID,
                    "map name '" + name + "' is not 1 to 127 letters, digits and #+.:=@_- characters");
        }
        UserMap map = calls.call(name, () -> new UserMap(name, unit, reactor, events, policy, limits, new Faults()));
        alive.add(map);
        MapVerbs verbs = new MapVerbs(map, calls, paths, plugIns, new MapOffer(context), suspendMillisMax);
        if (maps.putIfAbsent(name, verbs) != null) {
            alive.remove(map);
            throw new MapException(Code.EXISTS, "map " + name + " exists already");
        }
        calls.run(name, () -> map.event(MapEvent.Kind.MAP_CREATED, "", "", "", "wwid " + unit.wwid()));
    }

    @Override
    public void limits(String name, UnitLimits next) {
        map(name).limits(next);
    }

    @Override
    public void resize(String name, long blocks) {
        map(name).resize(blocks);
    }

    @Override
    public void remove(String name) {
        MapVerbs map = map(name);
        maps.remove(name, map); // first: who hears of it sees no such map
        try {
            map.remove();
        } finally {
            alive.remove(map.map());
        }
    }

    @Override
    public void load(String name, String table) {
        load(name, table, path -> true);
    }

    @Override
    public void load(String name, String table, Predicate<PathDevice> proved) {
        map(name).load(table, proved);
    }

    @Override
    public void message(String name, String words) {
        map(name).message(words);
    }

    @Override
    public void failPath(String name, String path, String reason) {
        map(name).failPath(path, reason);
    }

    @Override
    public void reinstatePath(String name, String path, BooleanSupplier proved) {
        map(name).reinstatePath(path, proved);
    }

    @Override
    public void unitChanged(PathDevice path, String words) {
        maps.values().stream()
                .map(MapVerbs::map)
                .filter(map -> map.reactor() == path.reactor())
                .forEach(map -> map.unitChanged(path, words));
    }

    @Override
    public void reinstatePath(String name, String path) {
        map(name).reinstatePath(path, () -> true);
    }

    @Override
    public void selector(String name, List<String> words) {
        map(name).selector(words);
    }

    @Override
    public void suspend(String name, boolean flush) {
        map(name).suspend(flush);
    }

    @Override
    public void resume(String name) {
        map(name).resume();
    }

    @Override
    public int probe(String name) {
        return map(name).probe();
    }

    @Override
    public MapPolicy policy(String name) {
        return map(name).policy();
    }

    @Override
    public void policy(String name, MapPolicy next) {
        map(name).policy(next);
    }

    @Override
    public void policy(String name, UnaryOperator<MapPolicy> change) {
        map(name).policy(change);
    }

    @Override
    public String table(String name, TextForm form) {
        return map(name).table(form);
    }

    @Override
    public String status(String name, TextForm form) {
        return map(name).status(form);
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        return map(name).map().waiters().await(seen, timeoutMillis);
    }

    @Override
    public MapEvent publish(
            long timeMillis, MapEvent.Kind kind, String map, String path, String from, String to, String reason) {
        return events.publish(timeMillis, kind, map, path, from, to, reason);
    }

    @Override
    public List<MapEvent> history(String name) {
        return map(name).map().history().events();
    }

    @Override
    public List<PlugInState> plugIns() {
        return plugIns.states();
    }

    @Override
    public void suspect(String bundle, String reason) {
        plugIns.suspect(bundle, reason);
    }

    @Override
    public List<String> users(String name) {
        return map(name).map().users().names();
    }

    @Override
    public List<MapState> maps() {
        return maps.values().stream()
                .map(map -> map.map().state())
                .sorted(Comparator.comparingInt((MapState map) -> map.name().length()).thenComparing(MapState::name))
                .toList();
    }

    @Override
    public MapState stateOf(String name) {
        MapVerbs map = maps.get(name);
        return map == null ? null : map.map().state();
    }

    private MapVerbs map(String name) {
        MapVerbs map = maps.get(name);
        if (map == null) {
            throw new MapException(Code.NOT_FOUND, "no map " + name);
        }
        return map;
    }
}

package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapListener;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.EngineLimits;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The user-space data plane: an engine per map, run by the map's reactor. */
@Component(
        service = DataPlane.class,
        property = DataPlane.KIND + "=user",
        configurationPid = "org.mpath.dataplane")
@Designate(ocd = DataPlaneSettings.class)
public final class UserDataPlane implements DataPlane {
    private static final Logger LOG = System.getLogger("org.mpath.dataplane");
    private static final long VERB_MILLIS_MAX = 5_000;
    private static final int NAME_CHARS_MAX = 127;

    private record Owned(UserMap map, ServiceRegistration<MultipathMap> registration) {}

    private final BundleContext context;
    private final Reactor reactor;
    private final MapPolicy policy;
    private final EngineLimits limits;
    private final EventBus events = new EventBus();
    private final Map<String, Owned> maps = new ConcurrentHashMap<>();
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final PlugIns<PathSelectorFactory> selectors = new PlugIns<>("path selector");
    private final PlugIns<HardwareHandlerFactory> handlers = new PlugIns<>("hardware handler");

    /** Made by Declarative Services. */
    @Activate
    public UserDataPlane(BundleContext context, @Reference Reactor reactor, DataPlaneSettings settings) {
        this.context = context;
        this.reactor = reactor;
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
        for (String name : List.copyOf(maps.keySet())) {
            try {
                remove(name);
            } catch (MapException e) {
                LOG.log(Level.WARNING, "event=map.remove_failed map=" + name + " reason=\"" + e.getMessage() + "\"");
            }
        }
        events.close();
    }

    // ---- services that come and go ----

    /** Paths of this transport may be in tables from now on. Public, as is {@link #bindSelector}, for use without DS. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindTransport(Transport transport) {
        transports.add(transport);
    }

    void unbindTransport(Transport transport) {
        transports.remove(transport);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(MapListener listener) {
        events.add(listener);
    }

    void unbindListener(MapListener listener) {
        events.remove(listener);
    }

    /** Tables may name this selector from now on; maps whose table does use it again. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindSelector(ComponentServiceObjects<PathSelectorFactory> objects, Map<String, Object> properties) {
        String name = (String) properties.get(PathSelectorFactory.NAME);
        if (taken(selectors, "selector", name, objects)) {
            everyMap(map -> map.restoreSelector(name, this::selector));
        }
    }

    /** The selector's bundle leaves: groups that use it fall back to the built-in choice, then it is let go. */
    void unbindSelector(ComponentServiceObjects<PathSelectorFactory> objects) {
        String name = selectors.remove(objects);
        if (name != null) {
            everyMap(map -> map.dropSelector(name));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ComponentServiceObjects<HardwareHandlerFactory> objects, Map<String, Object> properties) {
        taken(handlers, "handler", (String) properties.get(HardwareHandlerFactory.NAME), objects);
    }

    /** The handler's bundle leaves: its maps go on with the engine's own sense table. */
    void unbindHandler(ComponentServiceObjects<HardwareHandlerFactory> objects) {
        String name = handlers.remove(objects);
        if (name != null) {
            everyMap(map -> {
                if (map.state().handler().equals(name)) {
                    map.useHandler("", null, "plug-in " + name + " was removed");
                }
            });
        }
    }

    private PathSelector selector(GroupSpec group) {
        return selectors.get(group.selector()).create(group.selectorArguments());
    }

    private static <T> boolean taken(PlugIns<T> plugIns, String kind, String name, ComponentServiceObjects<T> objects) {
        boolean added = plugIns.add(name, objects);
        if (!added) {
            LOG.log(Level.WARNING, "event=plugin.ignored kind=" + kind + " name=" + name + " reason=\"name is taken\"");
        }
        return added;
    }

    private void everyMap(java.util.function.Consumer<UserMap> work) {
        for (Owned owned : maps.values()) {
            try {
                onReactor(owned.map().name(), () -> {
                    work.accept(owned.map());
                    return null;
                });
            } catch (MapException e) {
                LOG.log(Level.WARNING, "event=plugin.swap_failed map=" + owned.map().name() + " reason=\"" + e.getMessage() + "\"");
            }
        }
    }

    // ---- DataPlane ----

    @Override
    public void create(String name, LogicalUnit unit) {
        if (!name.matches("[A-Za-z0-9#+.:=@_-]{1," + NAME_CHARS_MAX + "}")) {
            throw new MapException(Code.INVALID,
                    "map name '" + name + "' is not 1 to 127 letters, digits and #+.:=@_- characters");
        }
        UserMap map = onReactor(name, () -> new UserMap(name, unit, reactor, events, policy, limits));
        if (maps.putIfAbsent(name, new Owned(map, null)) != null) {
            throw new MapException(Code.EXISTS, "map " + name + " exists already");
        }
        onReactor(name, () -> announce(name, MapEvent.Kind.MAP_CREATED, unit.wwid()));
    }

    @Override
    public void load(String name, String table) {
        Owned owned = owned(name);
        MapTable parsed;
        try {
            parsed = MapTable.parse(table);
        } catch (IllegalArgumentException e) {
            throw new MapException(Code.INVALID, "map " + name + ": " + e.getMessage());
        }
        HardwareHandler handler = handlerOf(name, parsed);
        onReactor(name, () -> {
            owned.map().load(parsed, this::device, this::selector);
            owned.map().useHandler(parsed.handlerName(), handler, "table loaded");
            return null;
        });
        register(name);
    }

    private HardwareHandler handlerOf(String name, MapTable table) {
        if (table.handler().isEmpty()) {
            return null;
        }
        try {
            List<String> words = table.handler();
            return handlers.get(words.get(0)).create(words.subList(1, words.size()));
        } catch (IllegalArgumentException e) {
            throw new MapException(Code.INVALID, "map " + name + ": " + e.getMessage());
        }
    }

    @Override
    public void message(String name, String words) {
        UserMap map = owned(name).map();
        onReactor(name, () -> {
            map.message(words);
            return null;
        });
    }

    @Override
    public void failPath(String name, String path, String reason) {
        UserMap map = owned(name).map();
        onReactor(name, () -> {
            map.failPath(path, reason);
            return null;
        });
    }

    @Override
    public void remove(String name) {
        Owned owned = owned(name);
        if (owned.registration() != null) {
            owned.registration().unregister();
        }
        maps.remove(name);
        onReactor(name, () -> {
            owned.map().close();
            return announce(name, MapEvent.Kind.MAP_REMOVED, owned.map().unit().wwid());
        });
    }

    @Override
    public List<MapState> maps() {
        return maps.values().stream()
                .map(owned -> owned.map().state())
                .sorted(Comparator.comparingInt((MapState map) -> map.name().length()).thenComparing(MapState::name))
                .toList();
    }

    @Override
    public MapState stateOf(String name) {
        Owned owned = maps.get(name);
        return owned == null ? null : owned.map().state();
    }

    // ---- helpers of the verbs ----

    private Void announce(String name, MapEvent.Kind kind, String wwid) {
        events.publish(System.currentTimeMillis(), kind, name, "", "", "", "wwid " + wwid);
        return null;
    }

    /** Offers the map to outlets once it has its first table. */
    private void register(String name) {
        maps.computeIfPresent(name, (key, owned) -> {
            if (owned.registration() != null) {
                return owned;
            }
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(MultipathMap.NAME, name);
            return new Owned(owned.map(), context.registerService(MultipathMap.class, owned.map(), properties));
        });
    }

    private PathDevice device(String path) {
        String type = path.substring(0, Math.max(0, path.indexOf(':')));
        for (Transport transport : transports) {
            if (transport.type().equals(type)) {
                for (PathDevice device : transport.paths()) {
                    if (device.name().equals(path)) {
                        return device;
                    }
                }
            }
        }
        return null;
    }

    private Owned owned(String name) {
        Owned owned = maps.get(name);
        if (owned == null) {
            throw new MapException(Code.NOT_FOUND, "no map " + name);
        }
        return owned;
    }

    private <T> T onReactor(String map, Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            reactor.execute(() -> {
                try {
                    answer.complete(work.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.get(VERB_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MapException refused) {
                throw refused;
            }
            throw new IllegalStateException("map " + map + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new MapException(Code.TIMEOUT, "map " + map + ": reactor " + reactor.name()
                    + " did not answer within " + VERB_MILLIS_MAX + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MapException(Code.TIMEOUT, "map " + map + ": interrupted while waiting for reactor " + reactor.name());
        }
    }

    @Override
    public void selector(String name, List<String> words) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void suspend(String name, boolean flush) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int probe(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MapPolicy policy(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void policy(String name, MapPolicy policy) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String table(String name, TextForm form) {
        UserMap map = owned(name).map();
        return onReactor(name, map::table);
    }

    @Override
    public String status(String name, TextForm form) {
        UserMap map = owned(name).map();
        return onReactor(name, map::status);
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<MapEvent> history(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PlugInState> plugIns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> users(String name) {
        throw new UnsupportedOperationException();
    }
}

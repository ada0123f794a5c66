package org.mpath.jmx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.NotificationBroadcasterSupport;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/**
 * The beans that are registered, kept equal to the maps and paths of the data plane. Any thread; guarded by this object's
 * lock.
 */
final class BeanRegistry {
    private static final long READ_MILLIS_MAX = 500;

    /** The beans of one map. */
    private static final class Registered {
        final NotificationBroadcasterSupport emitter =
                new NotificationBroadcasterSupport(EventNotification.info());
        final Set<String> paths = new HashSet<>();
    }

    private final Beans beans;
    private final Executor askers;
    private final DataPlane plane;
    private final Supplier<Inventory> inventory;
    private final Map<String, Registered> maps = new HashMap<>();
    private final NotificationBroadcasterSupport everything =
            new NotificationBroadcasterSupport(EventNotification.info());
    private long suppressedSeen;

    /**
     * Makes one.
     *
     * @param inventory what discovery knows; may supply null
     * @param askers threads that may wait for the owner of a map, for attributes that no snapshot has
     */
    BeanRegistry(Beans beans, DataPlane plane, Supplier<Inventory> inventory, Executor askers) {
        this.beans = beans;
        this.askers = askers;
        this.plane = plane;
        this.inventory = inventory;
    }

    /** Registers the engine's bean, and the beans of all maps there are. */
    synchronized void open(EngineBean engine) {
        beans.add(Names.engine(), new DescribedBean(engine, EngineMXBean.class, everything));
        reconcileAll();
    }

    /**
     * Follows an event: beans come before the first notification about them and go after the last. A notification goes to
     * the listeners of the map and of the engine.
     *
     * @param suppressed notifications left out so far
     */
    synchronized void follow(MapEvent event, long suppressed) {
        if (suppressed != suppressedSeen) { // what was left out may have told of maps that came or went
            suppressedSeen = suppressed;
            reconcileAll();
        }
        boolean removal = event.kind() == MapEvent.Kind.MAP_REMOVED || event.kind() == MapEvent.Kind.PATH_REMOVED;
        if (!removal) {
            reconcile(event.map());
        }
        Registered map = maps.get(event.map());
        if (map != null) {
            map.emitter.sendNotification(EventNotification.of(event, Names.map(event.map()), suppressed));
        }
        everything.sendNotification(EventNotification.of(event, Names.engine(), suppressed));
        if (removal) {
            reconcile(event.map());
        }
    }

    /** Takes every bean away. */
    synchronized void close() {
        List.copyOf(maps.keySet()).forEach(this::removeMap);
        beans.remove(Names.engine());
    }

    private void reconcileAll() {
        List.copyOf(maps.keySet()).forEach(this::reconcile);
        plane.maps().forEach(map -> reconcile(map.name()));
    }

    /** Makes the beans of one map equal to its snapshot. */
    private void reconcile(String name) {
        MapState state = plane.stateOf(name);
        if (state == null) {
            removeMap(name);
            return;
        }
        Registered map = maps.computeIfAbsent(name, this::registerMap);
        Set<String> present = state.groups().stream()
                .flatMap(group -> group.paths().stream())
                .map(PathState::name)
                .collect(Collectors.toSet());
        for (String path : present) {
            if (map.paths.add(path)) {
                PathBean bean = new PathBean(name, path, plane, inventory);
                beans.add(
                        Names.path(name, path),
                        new DescribedBean(bean, PathMXBean.class, new NotificationBroadcasterSupport()));
            }
        }
        for (String path : List.copyOf(map.paths)) {
            if (!present.contains(path)) {
                map.paths.remove(path);
                beans.remove(Names.path(name, path));
            }
        }
    }

    private Registered registerMap(String name) {
        Registered map = new Registered();
        MapBean bean = new MapBean(name, plane, new BoundedReads(name, askers, READ_MILLIS_MAX));
        beans.add(Names.map(name), new DescribedBean(bean, MapMXBean.class, map.emitter));
        return map;
    }

    private void removeMap(String name) {
        Registered map = maps.remove(name);
        if (map != null) {
            map.paths.forEach(path -> beans.remove(Names.path(name, path)));
            beans.remove(Names.map(name));
        }
    }
}

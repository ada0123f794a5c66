package org.mpath.jmx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;

/**
 * The beans that are registered, kept equal to the maps and paths of the data plane. All methods on the event thread or
 * during activation; guarded by this object's lock.
 */
final class BeanRegistry {
    private static final Logger LOG = System.getLogger("org.mpath.jmx");
    private static final String[] EVENT_KEYS = {"map", "path", "from", "to", "reason"};
    private static final CompositeType EVENT_TYPE = eventType();

    private final MBeanServer server;
    private final DataPlane plane;
    private final Set<ObjectName> registered = new HashSet<>();
    private final Map<String, NotificationBroadcasterSupport> emitters = new HashMap<>();

    BeanRegistry(MBeanServer server, DataPlane plane) {
        this.server = server;
        this.plane = plane;
    }

    /** Registers what is new and unregisters what is gone. */
    synchronized void reconcile() {
        Set<ObjectName> wanted = new HashSet<>();
        for (MapState map : plane.maps()) {
            Supplier<MapState> state = () -> stateOf(map.name());
            if (wanted.add(Names.map(map.name())) && !registered.contains(Names.map(map.name()))) {
                registerMap(map.name(), state);
            }
            map.groups().forEach(group -> group.paths().forEach(path -> {
                ObjectName name = Names.path(map.name(), path.name());
                wanted.add(name);
                if (!registered.contains(name)) {
                    register(name, new DescribedBean(
                            new PathBean(map.name(), path.name(), state, plane), PathMXBean.class,
                            new NotificationBroadcasterSupport()) { });
                }
            }));
        }
        for (ObjectName name : List.copyOf(registered)) {
            if (!wanted.contains(name)) {
                unregister(name);
            }
        }
        emitters.keySet().removeIf(map -> !wanted.contains(Names.map(map)));
    }

    /** Sends the notification of an event to the listeners of its map. */
    synchronized void notify(MapEvent event) {
        NotificationBroadcasterSupport emitter = emitters.get(event.map());
        if (emitter == null) {
            return;
        }
        Notification notification = new Notification(
                event.kind().type(), Names.map(event.map()), event.sequence(), event.timeMillis(), sentence(event));
        notification.setUserData(composite(event));
        emitter.sendNotification(notification);
    }

    synchronized void close() {
        List.copyOf(registered).forEach(this::unregister);
        emitters.clear();
    }

    private MapState stateOf(String map) {
        MapState state = plane.stateOf(map);
        if (state == null) {
            throw new NoSuchElementException("map " + map + " is gone");
        }
        return state;
    }

    private void registerMap(String map, Supplier<MapState> state) {
        NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport(notificationInfo());
        register(Names.map(map), new DescribedBean(new MapBean(map, state, plane), MapMXBean.class, emitter) { });
        emitters.put(map, emitter);
    }

    private static MBeanNotificationInfo notificationInfo() {
        String[] types = java.util.Arrays.stream(MapEvent.Kind.values()).map(MapEvent.Kind::type).toArray(String[]::new);
        return new MBeanNotificationInfo(types, Notification.class.getName(),
                "A change of the map or one of its paths; user data: map, path, from, to, reason");
    }

    private void register(ObjectName name, DescribedBean bean) {
        try {
            server.registerMBean(bean, name);
            registered.add(name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, "event=jmx.register_failed name=" + name + " reason=\"" + e + "\"");
        }
    }

    private void unregister(ObjectName name) {
        registered.remove(name);
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, "event=jmx.unregister_failed name=" + name + " reason=\"" + e + "\"");
        }
    }

    private static String sentence(MapEvent event) {
        StringBuilder text = new StringBuilder(event.kind().type()).append(" map ").append(event.map());
        if (!event.path().isEmpty()) {
            text.append(" path ").append(event.path());
        }
        if (!event.reason().isEmpty()) {
            text.append(": ").append(event.reason());
        }
        return text.toString();
    }

    private static CompositeDataSupport composite(MapEvent event) {
        try {
            Object[] values = {event.map(), event.path(), event.from(), event.to(), event.reason()};
            return new CompositeDataSupport(EVENT_TYPE, EVENT_KEYS, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompositeType eventType() {
        try {
            OpenType<?>[] types = new OpenType<?>[EVENT_KEYS.length];
            java.util.Arrays.fill(types, SimpleType.STRING);
            return new CompositeType("org.mpath.Event", "what happened to a map", EVENT_KEYS, EVENT_KEYS, types);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.mpath.jmx;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.mpath.api.map.MapEvent;

/** An event as a notification. Pure functions. */
final class EventNotification {
    private static final String[] KEYS = {"map", "path", "from", "to", "reason", "sense", "suppressed"};
    private static final String[] DESCRIPTIONS = {
        "the map",
        "the path; empty when the event is not about a path",
        "the state before; may be empty",
        "the state after; may be empty",
        "why, one sentence; may be empty",
        "sense key/asc/ascq in hex; empty when there was none",
        "notifications left out so far because listeners were too slow"
    };
    private static final OpenType<?>[] TYPES = {
        SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING,
        SimpleType.STRING, SimpleType.LONG
    };
    private static final Pattern SENSE =
            Pattern.compile("(?<!\\p{Alnum})\\p{XDigit}{2}/\\p{XDigit}{2}/\\p{XDigit}{2}(?!\\p{Alnum})");

    private EventNotification() {}

    /**
     * Makes the notification.
     *
     * @param source the bean that emits it
     * @param suppressed how many were left out so far
     */
    static Notification of(MapEvent event, ObjectName source, long suppressed) {
        Notification notification = new Notification(
                event.kind().type(), source, event.sequence(), event.timeMillis(), sentence(event));
        notification.setUserData(userData(event, suppressed));
        return notification;
    }

    /** What a bean says of its notifications. */
    static MBeanNotificationInfo info() {
        String[] types =
                Arrays.stream(MapEvent.Kind.values()).map(MapEvent.Kind::type).toArray(String[]::new);
        return new MBeanNotificationInfo(
                types,
                Notification.class.getName(),
                "A change of a map or of one of its paths; user data: " + String.join(", ", KEYS));
    }

    private static String sentence(MapEvent event) {
        StringBuilder text = new StringBuilder(event.kind().type()).append(" map ").append(event.map());
        if (!event.path().isEmpty()) {
            text.append(" path ").append(event.path());
        }
        if (!event.from().isEmpty()) {
            text.append(" from ").append(event.from());
        }
        if (!event.to().isEmpty()) {
            text.append(" to ").append(event.to());
        }
        if (!event.reason().isEmpty()) {
            text.append(": ").append(event.reason());
        }
        return text.toString();
    }

    private static CompositeData userData(MapEvent event, long suppressed) {
        Matcher sense = SENSE.matcher(event.reason());
        Object[] values = {
            event.map(), event.path(), event.from(), event.to(), event.reason(), sense.find() ? sense.group() : "",
            suppressed
        };
        try {
            CompositeType type =
                    new CompositeType("org.mpath.Event", "what happened to a map", KEYS, DESCRIPTIONS, TYPES);
            return new CompositeDataSupport(type, KEYS, values);
        } catch (OpenDataException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

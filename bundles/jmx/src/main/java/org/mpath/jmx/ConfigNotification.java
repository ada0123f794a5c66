package org.mpath.jmx;

import java.util.List;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.MapChange;

/** What became of files that were applied, as a notification. Pure functions. */
final class ConfigNotification {
    static final String APPLIED = "mpath.config.applied";
    static final String REFUSED = "mpath.config.refused";

    private static final String[] KEYS = {"files", "maps", "reason"};
    private static final String[] DESCRIPTIONS = {
        "the files; empty for the built-in defaults", "names of the maps that changed", "why they were refused; empty when they were not"
    };

    private ConfigNotification() {}

    /** What the bean says of its notifications. */
    static MBeanNotificationInfo info() {
        return new MBeanNotificationInfo(
                new String[] {APPLIED, REFUSED},
                Notification.class.getName(),
                "Files were applied or refused; user data: " + String.join(", ", KEYS));
    }

    static Notification applied(long sequence, ConfigInForce now, List<MapChange> changes) {
        List<String> maps = changes.stream().map(MapChange::map).filter(map -> !map.isEmpty()).distinct().toList();
        String sentence = APPLIED + " files " + now.files() + ", " + changes.size() + " changes of maps";
        return notification(APPLIED, sequence, now.sinceMillis(), sentence, now.files(), maps, "");
    }

    static Notification refused(long sequence, long timeMillis, List<String> files, String reason) {
        return notification(REFUSED, sequence, timeMillis, REFUSED + " files " + files + ": " + reason, files, List.of(), reason);
    }

    private static Notification notification(
            String type, long sequence, long timeMillis, String sentence, List<String> files, List<String> maps, String reason) {
        Notification notification = new Notification(type, Names.configuration(), sequence, timeMillis, sentence);
        notification.setUserData(userData(files.toArray(String[]::new), maps.toArray(String[]::new), reason));
        return notification;
    }

    private static CompositeData userData(Object... values) {
        try {
            OpenType<?> texts = new ArrayType<>(1, SimpleType.STRING);
            CompositeType type = new CompositeType("org.mpath.ConfigEvent", "what became of configuration files",
                    KEYS, DESCRIPTIONS, new OpenType<?>[] {texts, texts, SimpleType.STRING});
            return new CompositeDataSupport(type, KEYS, values);
        } catch (OpenDataException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

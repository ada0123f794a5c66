package org.mpath.jmx;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Object names: one domain, {@code type} first, parents as keys, values quoted when they must be. */
final class Names {
    static final String DOMAIN = "org.mpath";

    private Names() {}

    static ObjectName engine() {
        return name("type=Engine");
    }

    static ObjectName map(String map) {
        return name("type=Map,name=" + value(map));
    }

    static ObjectName path(String map, String path) {
        return name("type=Path,map=" + value(map) + ",name=" + value(path));
    }

    static ObjectName plugIn(String kind, String name) {
        return name("type=Plugin,kind=" + value(kind) + ",name=" + value(name));
    }

    static ObjectName configuration() {
        return name("type=Configuration");
    }

    static ObjectName planes() {
        return name("type=Planes");
    }

    static ObjectName reservations() {
        return name("type=Reservations");
    }

    static ObjectName plugIns() {
        return name("type=Plugins");
    }

    private static String value(String text) {
        return text.matches("[A-Za-z0-9._-]+") ? text : ObjectName.quote(text);
    }

    private static ObjectName name(String keys) {
        try {
            return new ObjectName(DOMAIN + ":" + keys);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(keys, e);
        }
    }
}

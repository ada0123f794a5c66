package org.mpath.itests.framework;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers the colour of each of its activations. */
public final class Configured implements Supplier<List<String>> {
    /** Configuration PID. */
    static final String PID = "org.mpath.itests.configured";

    private static final List<String> COLOURS = new CopyOnWriteArrayList<>();

    /** Called by Declarative Services. */
    public void activate(Map<String, Object> properties) {
        COLOURS.add(String.valueOf(properties.get("colour")));
    }

    @Override
    public List<String> get() {
        return List.copyOf(COLOURS);
    }

    static String xml() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s" immediate="true" activate="activate">
                  <property name="colour">white</property>
                  <implementation class="%s"/>
                  <service><provide interface="java.util.function.Supplier"/></service>
                </scr:component>
                """.formatted(PID, Configured.class.getName());
    }
}

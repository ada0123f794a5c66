package org.mpath.itests.framework;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;

/** A selector that always names the first path, in one class. */
public final class DroppedSelectorFactory implements PathSelectorFactory, PathSelector {
    static final String TYPE = "dropped";
    /** What the bundle says in its manifest. */
    static final String CAPABILITY = "mpath.plugin;kind=selector;name=" + TYPE;

    private int first = NONE;

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new DroppedSelectorFactory();
    }

    @Override
    public void add(int path, List<String> arguments) {
        first = first == NONE ? path : first;
    }

    @Override
    public void fail(int path) {
        first = first == path ? NONE : first;
    }

    @Override
    public void reinstate(int path) {
        first = path;
    }

    @Override
    public int select(long bytes, long nowNanos) {
        return first;
    }

    static String xml() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="dropped-selector">
                  <property name="%s" value="%s"/>
                  <implementation class="%s"/>
                  <service scope="prototype"><provide interface="%s"/></service>
                </scr:component>
                """.formatted(
                        PathSelectorFactory.NAME,
                        TYPE,
                        DroppedSelectorFactory.class.getName(),
                        PathSelectorFactory.class.getName());
    }
}

package org.mpath.itests.framework;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;

/** A handler for an array that does not exist. */
public final class DroppedHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "dropped";
    /** The packages it needs. */
    static final String IMPORTS = "org.mpath.api.plugin,org.mpath.api.path";
    /** What the bundle says in its manifest. */
    static final String CAPABILITY = "mpath.plugin;kind=handler;name=" + FAMILY;

    /** System property: how long a service takes to start, in nanoseconds; at once without. */
    static final String START_NANOS = "mpath.itests.dropped.start.nanos";

    /** Made by Declarative Services. */
    public DroppedHandlerFactory() {
        LockSupport.parkNanos(Long.getLong(START_NANOS, 0));
    }

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of(new HandlerMatch("NOBODY  ", ""));
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        return (path, senseKey, asc, ascq) -> Verdict.DECLINED;
    }

    static String xml() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
                  <property name="%s" value="%s"/>
                  <implementation class="%s"/>
                  <service scope="prototype"><provide interface="%s"/></service>
                </scr:component>
                """.formatted(
                        FAMILY,
                        HardwareHandlerFactory.NAME,
                        FAMILY,
                        DroppedHandlerFactory.class.getName(),
                        HardwareHandlerFactory.class.getName());
    }
}

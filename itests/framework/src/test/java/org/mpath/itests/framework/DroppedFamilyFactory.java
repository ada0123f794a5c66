package org.mpath.itests.framework;

import java.util.List;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.api.plugin.Verdict;

/** A whole family in one class: takes every path of the lab, prefers the ports of controller B. */
public final class DroppedFamilyFactory implements HardwareHandlerFactory, PathChecker, Prioritizer {
    static final String FAMILY = "dropped-family";
    /** While this system property is true, checks are not answered. */
    static final String HANGS = "org.mpath.itests.hangs";

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of();
    }

    @Override
    public boolean claims(PathFacts path) {
        return path.name().startsWith("lab:");
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        return (path, senseKey, asc, ascq) -> Verdict.DECLINED;
    }

    @Override
    public PathChecker checker() {
        return this;
    }

    @Override
    public Prioritizer prioritizer() {
        return this;
    }

    @Override
    public ArrayDefaults defaults() {
        return new ArrayDefaults(ArrayDefaults.Grouping.GROUP_BY_PRIO, "round-robin", List.of(), List.of(), 0);
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        if (Boolean.getBoolean(HANGS)) {
            path.reactor().timer(() -> listener.checked(CheckerState.DOWN, "too late")).arm(timeoutNanos);
        } else {
            listener.checked(CheckerState.UP, "");
        }
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        boolean preferred = path.port().startsWith("B");
        listener.ranked(new PathRank(preferred ? 50 : 10, preferred ? 2 : 1, preferred ? "preferred" : "other"));
    }

    static String xml() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
                  <property name="%s" value="%s"/>
                  <property name="service.ranking" type="Integer" value="100"/>
                  <implementation class="%s"/>
                  <service scope="prototype"><provide interface="%s"/></service>
                </scr:component>
                """.formatted(
                        FAMILY,
                        HardwareHandlerFactory.NAME,
                        FAMILY,
                        DroppedFamilyFactory.class.getName(),
                        HardwareHandlerFactory.class.getName());
    }
}

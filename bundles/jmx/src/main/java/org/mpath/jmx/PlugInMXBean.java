package org.mpath.jmx;

import java.util.List;

/**
 * A handler or selector type: {@code org.mpath:type=Plugin,kind=KIND,name=NAME}. There while a bundle offers it; several
 * bundles may, each a version of its own.
 */
@Description("A type of hardware handler or path selector")
public interface PlugInMXBean {
    /** Kind. */
    @Description("handler or selector")
    String getKind();

    /** Name. */
    @Description("Name of the type, as in tables")
    String getName();

    /** Origin. */
    @Description("Symbolic name and version of the bundle whose version maps take; empty until the data plane has taken one")
    String getBundle();

    /** What that version is used for. */
    @Description("What that version is used for: current, older, distrusted or leaving; empty without one")
    String getStanding();

    /** Why it is not trusted. */
    @Description("Why that version is distrusted or leaving; empty otherwise")
    String getReason();

    /** Leases. */
    @Description(value = "How many times its versions are held: they can be removed when they are not", metricType = "gauge")
    int getUses();

    /** Holders. */
    @Description("Names of the maps that hold a version of it")
    List<String> getMaps();

    /** Each version by itself. */
    @Description("Every version with its bundle, standing, reason, uses and maps; the one that maps take is the first")
    List<PlugInView> getVersions();
}

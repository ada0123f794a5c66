package org.mpath.jmx;

import java.util.List;

/** A handler or selector type: {@code org.mpath:type=Plugin,kind=KIND,name=NAME}. There while a bundle offers it. */
@Description("A type of hardware handler or path selector")
public interface PlugInMXBean {
    /** Kind. */
    @Description("handler or selector")
    String getKind();

    /** Name. */
    @Description("Name of the type, as in tables")
    String getName();

    /** Origin. */
    @Description("Symbolic name and version of the bundle that brings it; empty until the data plane has taken it")
    String getBundle();

    /** Leases. */
    @Description(value = "How many times it is held: it can be removed when it is not", metricType = "gauge")
    int getUses();

    /** Holders. */
    @Description("Names of the maps that hold it")
    List<String> getMaps();
}

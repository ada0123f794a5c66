package org.mpath.jmx;

import java.util.List;

/** The runtime as a whole: {@code org.mpath:type=Engine}. */
@Description("The runtime as a whole")
public interface EngineMXBean {
    /** Version. */
    @Description("Version of mpath")
    String getVersion();

    /** Maps. */
    @Description("Names of all maps")
    List<String> getMaps();

    /** Paths in state active. */
    @Description(value = "Active paths of all maps", metricType = "gauge")
    int getActivePaths();

    /** Paths in maps. */
    @Description(value = "Paths of all maps", metricType = "gauge")
    int getTotalPaths();

    /** Paths in no map. */
    @Description(value = "Paths that are in no map", metricType = "gauge")
    int getOrphanPaths();

    /** Whether discovery has settled. */
    @Description("True when every path found so far has been identified and placed")
    boolean isSettled();

    /** Looks again. */
    @Description(value = "Looks for units again and checks every path now", action = true)
    void rescan();
}

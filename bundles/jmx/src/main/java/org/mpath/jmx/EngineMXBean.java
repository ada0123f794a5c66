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
    @Description(value = "Paths that are in no map; 0 when discovery is not there", metricType = "gauge")
    int getOrphanPaths();

    /** Waiting requests. */
    @Description(value = "Requests of all maps that wait for a usable path", metricType = "gauge")
    int getQueuedRequests();

    /** Requests out. */
    @Description(value = "Requests of all maps taken and not answered", metricType = "gauge")
    int getInFlightRequests();

    /** Events so far. */
    @Description(value = "Sequence number of the latest event", metricType = "counter")
    long getEventCount();

    /** Notifications not sent. */
    @Description(value = "Notifications that were not sent because listeners were too slow", metricType = "counter")
    long getSuppressedNotificationCount();

    /** Whether discovery has settled. */
    @Description("True when every path found so far has been identified and placed; false when discovery is not there")
    boolean isSettled();

    /** Looks again. */
    @Description(value = "Looks for units again and checks every path now", action = true)
    void rescan();
}

package org.mpath.jmx;

import java.util.List;

/** A map: {@code org.mpath:type=Map,name=NAME}. Attributes are read from snapshots and never block. */
@Description("A multipath map: one logical unit behind all its paths")
public interface MapMXBean {
    /** Name. */
    @Description("Name of the map")
    String getName();

    /** Identity of the unit. */
    @Description("World wide identity of the logical unit; the first character is the designator type")
    String getWwid();

    /** Overall state. */
    @Description("active, degraded, queueing, failed or empty")
    String getState();

    /** Vendor. */
    @Description("INQUIRY vendor identification")
    String getVendor();

    /** Product. */
    @Description("INQUIRY product identification")
    String getProduct();

    /** Revision. */
    @Description("INQUIRY product revision level")
    String getRevision();

    /** Serial number. */
    @Description("Unit serial number; empty when the unit has none")
    String getSerial();

    /** Write protection. */
    @Description("True when the medium is write protected")
    boolean isReadOnly();

    /** Array plug-in. */
    @Description("Array plug-in in use; empty when none")
    String getHandler();

    /** Feature words. */
    @Description("Feature words of the live table")
    List<String> getFeatures();

    /** Capacity. */
    @Description(value = "Capacity", units = "bytes", metricType = "gauge")
    long getSizeBytes();

    /** Logical block size. */
    @Description(value = "Logical block size", units = "bytes", metricType = "gauge")
    int getBlockSizeBytes();

    /** Paths in use. */
    @Description(value = "Paths in state active", metricType = "gauge")
    int getActivePaths();

    /** All paths. */
    @Description(value = "Paths in the live table", metricType = "gauge")
    int getTotalPaths();

    /** Waiting requests. */
    @Description(value = "Requests that wait for a usable path", metricType = "gauge")
    int getQueuedRequests();

    /** Requests out. */
    @Description(value = "Requests taken and not answered", metricType = "gauge")
    int getInFlightRequests();

    /** Reads. */
    @Description(value = "Reads answered GOOD", metricType = "counter")
    long getReadCount();

    /** Writes. */
    @Description(value = "Writes answered GOOD", metricType = "counter")
    long getWriteCount();

    /** Bytes read. */
    @Description(value = "Bytes read", units = "bytes", metricType = "counter")
    long getReadBytesCount();

    /** Bytes written. */
    @Description(value = "Bytes written", units = "bytes", metricType = "counter")
    long getWrittenBytesCount();

    /** Requests that failed. */
    @Description(value = "Requests that ended without GOOD", metricType = "counter")
    long getErrorCount();

    /** Attempts beyond the first. */
    @Description(value = "Attempts beyond the first", metricType = "counter")
    long getRetryCount();

    /** The event counter. */
    @Description(value = "Events of this map so far", metricType = "counter")
    long getEventCount();

    /** The groups with their paths. */
    @Description("Path groups with their paths")
    List<GroupView> getGroups();

    /** Everything at one moment. */
    @Description("The whole state at one moment: read this to compare values with each other")
    MapView getSnapshot();

    /** Fails a path. */
    @Description(value = "Fails a path: no I/O goes to it until it is reinstated", action = true)
    void failPath(@Description(name = "path", value = "Name of the path, such as lab:A0/0") String path);

    /** Reinstates a path. */
    @Description(value = "Reinstates a failed path", action = true)
    void reinstatePath(@Description(name = "path", value = "Name of the path, such as lab:A0/0") String path);

    /** The live table. */
    @Description("The live table in the device-mapper multipath grammar")
    String table();

    /** The status line. */
    @Description("The status line as the kernel prints it")
    String status();
}

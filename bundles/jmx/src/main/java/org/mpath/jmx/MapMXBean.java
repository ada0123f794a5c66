package org.mpath.jmx;

import java.util.List;

/**
 * A map: {@code org.mpath:type=Map,name=NAME}. Attributes are read from snapshots and never wait; Policy, Users, Table and
 * Status ask the map's owner and fail when it does not answer at once.
 *
 * <p>Operations throw {@link IllegalArgumentException} when what was given is wrong and {@link IllegalStateException} when
 * it cannot be done now.
 */
@Description("A multipath map: one logical unit behind all its paths")
public interface MapMXBean {
    /** Name. */
    @Description("Name of the map")
    String getName();

    /** Identity of the unit. */
    @Description("World wide identity of the logical unit; the first character is the designator type")
    String getWwid();

    /** Overall state. */
    @Description("active, degraded, queueing, failed, empty, activating or suspended")
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

    /** The group in use. */
    @Description(value = "Number of the path group that I/O goes to; 0 when there is none", metricType = "gauge")
    int getCurrentGroup();

    /** The selectors. */
    @Description("Path selector of each group, in table order")
    List<String> getSelectorNames();

    /** Whether a verb holds all I/O. */
    @Description("True from suspend to resume: I/O waits")
    boolean isSuspended();

    /** The policy. */
    @Description("Bounds of waiting and retrying, and when a write of unknown outcome is repeated; setPolicy changes it")
    PolicyView getPolicy();

    /** Who uses the map. */
    @Description("Who uses the map, such as an export's clients; a map in use is kept even without paths")
    List<String> getUsers();

    /** The live table. */
    @Description("The live table in today's device-mapper multipath grammar")
    String getTable();

    /** The status line. */
    @Description("The status line as today's kernel prints it")
    String getStatus();

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
    @Description(
            value = "Event counter as device-mapper counts: path failed or reinstated, group bypassed, enabled or switched",
            metricType = "counter")
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

    /** Makes a table live. */
    @Description(value = "Makes a table live, keeping I/O; a table with a mistake is refused whole", action = true)
    void load(@Description(name = "table", value = "START LENGTH multipath ..., in the device-mapper grammar") String table);

    /** Carries out a message. */
    @Description(value = "Carries out a message in the kernel's words", action = true)
    void message(
            @Description(
                            name = "words",
                            value = "queue_if_no_path, fail_if_no_path, disable_group N, enable_group N, switch_group N,"
                                    + " fail_path PATH or reinstate_path PATH")
                    String words);

    /** Holds all I/O. */
    @Description(value = "Holds all I/O and waits until nothing is in flight", action = true)
    void suspend(
            @Description(name = "flush", value = "True: I/O that waits for a path fails; false: it is kept") boolean flush);

    /** Lets I/O go again. */
    @Description(value = "Lets I/O go again", action = true)
    void resume();

    /** Sends I/O to another group. */
    @Description(value = "Sends I/O to another path group, from the next request on", action = true)
    void switchGroup(@Description(name = "group", value = "Number of the group, from 1") int group);

    /** Bypasses a group. */
    @Description(value = "Bypasses a path group: I/O goes to it only when no other group has a path", action = true)
    void disableGroup(@Description(name = "group", value = "Number of the group, from 1") int group);

    /** Uses a group again. */
    @Description(value = "Ends the bypass of a path group", action = true)
    void enableGroup(@Description(name = "group", value = "Number of the group, from 1") int group);

    /** Switches queueing. */
    @Description(value = "Says what becomes of I/O while no path is usable", action = true)
    void queueIfNoPath(@Description(name = "on", value = "True: it waits; false: it fails") boolean on);

    /** Probes the paths of the current group. */
    @Description(
            value = "Reads a block through every usable path of the current group, fails those that cannot, and answers how"
                    + " many paths of the map are usable",
            action = true)
    int probe();

    /** Changes the selector. */
    @Description(value = "Changes the path selector of every group, keeping I/O", action = true)
    void selector(
            @Description(name = "name", value = "Type of the selector, such as service-time") String name,
            @Description(name = "arguments", value = "Its arguments, blank separated; empty for none") String arguments);

    /** Changes one value of the policy. */
    @Description(value = "Changes one value of the policy", action = true)
    void setPolicy(
            @Description(
                            name = "key",
                            value = "fence, no_path_timeout, queued_tasks_max, queued_bytes_max, queued_age,"
                                    + " request_timeout or attempts_max")
                    String key,
            @Description(name = "value", value = "strict or fast for fence; else a number, times in milliseconds")
                    String value);

    /** The live table in a form. */
    @Description("The live table in a form of its time; it loads again to an equal map")
    String table(@Description(name = "form", value = "2005, 2007 or today") String form);

    /** The status line in a form. */
    @Description("The status line in a form of its time")
    String status(@Description(name = "form", value = "2005, 2007 or today") String form);

    /** Waits for an event. */
    @Description("Waits until EventCount is above a value, and answers it; not above when the time was over first")
    long awaitEvent(
            @Description(name = "seen", value = "The value of EventCount that is known already") long seen,
            @Description(name = "timeoutMillis", value = "Longest wait, from 0 to 60000 milliseconds") long timeoutMillis);

    /** The latest events. */
    @Description("What led to the present state: the latest events, oldest first")
    List<EventView> history(@Description(name = "count", value = "How many at most, from 1 to 256") int count);
}

package org.mpath.jmx;

/** A path: {@code org.mpath:type=Path,map=MAP,name="NAME"}. Attributes are read from snapshots and never block. */
@Description("A path: one route to a logical unit")
public interface PathMXBean {
    /** Name. */
    @Description("Name of the path")
    String getName();

    /** Its map. */
    @Description("Map it belongs to")
    String getMap();

    /** Its group. */
    @Description("Number of its group, from 1")
    int getGroup();

    /** State. */
    @Description("active or failed")
    String getState();

    /** Transport. */
    @Description("Transport it goes over: lab, iscsi, ...")
    String getTransport();

    /** Checker. */
    @Description("What the path checker last said: up, down, ghost, delayed, timeout, ...; empty when discovery is not there")
    String getChecker();

    /** Family. */
    @Description("Array family whose plug-in claims it; empty when none does")
    String getFamily();

    /** Priority. */
    @Description("How good it is, higher is better; negative while that is not known")
    int getPriority();

    /** Access state. */
    @Description("The array's word for its state, such as active/optimized; empty when it has none")
    String getAccess();

    /** Everything at one moment. */
    @Description("The whole state at one moment: read this to compare values with each other")
    PathView getSnapshot();

    /** Why it failed. */
    @Description("Why it failed last; empty when it never did")
    String getReason();

    /** Failures. */
    @Description(value = "How often it failed", metricType = "counter")
    long getFailCount();

    /** Last change. */
    @Description(value = "When its state last changed, since 1970; 0 when it never did", units = "milliseconds")
    long getChangedMillis();

    /** Requests out. */
    @Description(value = "Requests sent and not answered", metricType = "gauge")
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

    /** Bad attempts. */
    @Description(value = "Attempts that ended without GOOD", metricType = "counter")
    long getErrorCount();

    /** Attempts repeated. */
    @Description(value = "Attempts that were sent again", metricType = "counter")
    long getRetryCount();

    /** Fails the path. */
    @Description(value = "Fails this path", action = true)
    void fail();

    /** Reinstates the path. */
    @Description(value = "Reinstates this path", action = true)
    void reinstate();

    /** Takes the path for marginal. */
    @Description(value = "Leaves this path out, or uses it last, until unsetMarginal", action = true)
    void setMarginal();

    /** Takes the path for marginal no longer. */
    @Description(value = "Uses this path again that setMarginal left out", action = true)
    void unsetMarginal();
}

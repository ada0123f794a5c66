package org.mpath.jmx;

import java.util.List;

/**
 * A map at one moment.
 *
 * @param name its name
 * @param wwid identity of its unit
 * @param state overall state
 * @param sizeBytes capacity
 * @param handler array plug-in; empty when none
 * @param currentGroup number of the group that I/O goes to; 0 when there is none
 * @param queuedRequests requests that wait for a path
 * @param inFlightRequests requests taken and not answered
 * @param eventCount events of the map so far
 * @param readCount reads answered GOOD
 * @param writeCount writes answered GOOD
 * @param readBytesCount bytes read
 * @param writtenBytesCount bytes written
 * @param errorCount requests that ended without GOOD
 * @param retryCount attempts beyond the first
 * @param groups its groups
 */
public record MapView(
        String name,
        String wwid,
        String state,
        long sizeBytes,
        String handler,
        int currentGroup,
        int queuedRequests,
        int inFlightRequests,
        long eventCount,
        long readCount,
        long writeCount,
        long readBytesCount,
        long writtenBytesCount,
        long errorCount,
        long retryCount,
        List<GroupView> groups) {}

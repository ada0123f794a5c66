package org.mpath.jmx;

/**
 * A path as JMX shows it.
 *
 * @param name its name
 * @param state active or failed
 * @param failCount how often it failed
 * @param reason why it failed last
 * @param changedMillis when its state last changed, milliseconds since 1970; 0 when it never did
 * @param inFlightRequests requests sent and not answered
 * @param readCount reads answered GOOD
 * @param writeCount writes answered GOOD
 * @param readBytesCount bytes read
 * @param writtenBytesCount bytes written
 * @param errorCount attempts that ended without GOOD
 * @param retryCount attempts that were sent again
 */
public record PathView(
        String name,
        String state,
        long failCount,
        String reason,
        long changedMillis,
        int inFlightRequests,
        long readCount,
        long writeCount,
        long readBytesCount,
        long writtenBytesCount,
        long errorCount,
        long retryCount) {}

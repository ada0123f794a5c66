package org.mpath.jmx;

/**
 * A map's policy as JMX shows it.
 *
 * @param fence {@code strict} or {@code fast}: when a write of unknown outcome may be sent elsewhere
 * @param noPathTimeoutMillis how long the map holds I/O without a usable path; 0 for ever
 * @param queuedTasksMax most requests that wait
 * @param queuedBytesMax most bytes of data that wait
 * @param queuedAgeMillis longest that one request waits for a path; 0 for ever
 * @param requestTimeoutMillis longest that one request is retried while paths are usable; 0 for ever
 * @param attemptsMax how often one request may be sent
 */
public record PolicyView(
        String fence,
        long noPathTimeoutMillis,
        int queuedTasksMax,
        long queuedBytesMax,
        long queuedAgeMillis,
        long requestTimeoutMillis,
        int attemptsMax) {}

package org.mpath.api.map;

/**
 * Totals that only grow.
 *
 * @param reads commands that read, answered GOOD
 * @param writes commands that wrote, answered GOOD
 * @param readBytes bytes read
 * @param writtenBytes bytes written
 * @param errors attempts (of a path) or requests (of a map) that ended without GOOD
 * @param retries attempts beyond the first; of a path: attempts that were sent again elsewhere
 */
public record IoCounters(long reads, long writes, long readBytes, long writtenBytes, long errors, long retries) {
    /** Nothing yet. */
    public static final IoCounters ZERO = new IoCounters(0, 0, 0, 0, 0, 0);
}

package org.mpath.jmx;

/**
 * An event of a map as JMX shows it.
 *
 * @param sequence its number among all events
 * @param timeMillis when, since 1970
 * @param type notification type, such as {@code mpath.path.failed}
 * @param path the path; empty when it is not about a path
 * @param from state before; may be empty
 * @param to state after; may be empty
 * @param reason why, one sentence; may be empty
 */
public record EventView(
        long sequence, long timeMillis, String type, String path, String from, String to, String reason) {}

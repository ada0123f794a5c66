package org.mpath.config;

import java.util.List;

/**
 * What rules may ask of a path; an empty text is unknown.
 *
 * @param devnode name of the kernel's device node; empty for paths that have none
 * @param vendor vendor identification, trimmed
 * @param product product identification, trimmed
 * @param revision product revision level, trimmed
 * @param protocol protocol in multipath-tools' words, such as {@code scsi:iscsi}
 * @param wwid identity of the unit
 * @param properties names of the properties it has, in their order
 */
public record PathIdentity(
        String devnode, String vendor, String product, String revision, String protocol, String wwid, List<String> properties) {
    /** A copy of the list, so that nobody changes it. */
    public PathIdentity {
        properties = List.copyOf(properties);
    }
}

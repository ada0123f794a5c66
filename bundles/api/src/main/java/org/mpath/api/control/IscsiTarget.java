package org.mpath.api.control;

/**
 * One answer of SendTargets.
 *
 * @param name target name
 * @param portal {@code ADDRESS:PORT}
 * @param portalGroupTag target portal group tag
 */
public record IscsiTarget(String name, String portal, int portalGroupTag) {}

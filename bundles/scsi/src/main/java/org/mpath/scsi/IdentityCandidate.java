package org.mpath.scsi;

/**
 * What could be the identity of a unit.
 *
 * @param source where it stands, for people: {@code NAA 6 of VPD page 83h}
 * @param wwid the identity it would give; empty when it can give none
 * @param chosen whether it is the identity
 * @param why why it is, or is not, one clause
 */
public record IdentityCandidate(String source, String wwid, boolean chosen, String why) {}

package org.mpath.iscsi;

/**
 * How much text a peer may send in one negotiation or answer.
 *
 * @param bytes all PDUs together
 * @param pairs keys
 * @param rounds PDUs
 */
public record TextLimits(int bytes, int pairs, int rounds) {
    /** What one side may say in a login stage. */
    public static final TextLimits LOGIN = new TextLimits(32 * 1024, 96, 16);
    /** What a target may answer to SendTargets. */
    public static final TextLimits SEND_TARGETS = new TextLimits(4 * 1024 * 1024, 65_536, 1024);
}

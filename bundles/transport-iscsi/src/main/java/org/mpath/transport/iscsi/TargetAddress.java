package org.mpath.transport.iscsi;

import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.TextKey;
import org.mpath.iscsi.TextValue;
import org.mpath.scsi.Visible;

/**
 * Value of TargetAddress: {@code HOST[:PORT][,TAG]} (RFC 7143 13.8).
 *
 * @param portal where
 * @param portalGroupTag target portal group tag; 0 when missing, as in a redirect
 */
record TargetAddress(Portal portal, int portalGroupTag) {
    /**
     * Reads one.
     *
     * @throws MalformedPdu naming the value
     */
    static TargetAddress parse(String value) {
        int comma = value.lastIndexOf(',');
        int tag = comma < 0
                ? 0
                : TextValue.number(TextKey.TARGET_ADDRESS, value.substring(comma + 1), 0, 65_535);
        try {
            return new TargetAddress(Portal.parse(comma < 0 ? value : value.substring(0, comma)), tag);
        } catch (IllegalArgumentException e) {
            throw new MalformedPdu("TargetAddress=" + Visible.of(value) + " is no address");
        }
    }
}

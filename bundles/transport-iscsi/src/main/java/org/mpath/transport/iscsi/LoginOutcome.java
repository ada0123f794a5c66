package org.mpath.transport.iscsi;

import org.mpath.iscsi.SessionParameters;

/**
 * What a login came to.
 *
 * @param parameters what was agreed on
 * @param tsih the target's handle of the session
 * @param portalGroupTag target portal group tag; -1 when the target did not say
 * @param authentication {@code None}, {@code CHAP} or {@code mutual CHAP}
 * @param challengeRepeated whether the target's CHAP challenge was one we had seen before
 */
record LoginOutcome(
        SessionParameters parameters,
        int tsih,
        int portalGroupTag,
        String authentication,
        boolean challengeRepeated) {}

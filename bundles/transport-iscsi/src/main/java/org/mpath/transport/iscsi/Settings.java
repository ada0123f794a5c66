package org.mpath.transport.iscsi;

import java.util.List;
import org.mpath.iscsi.DigestKind;

/**
 * The configuration, checked. Immutable; a login uses what is current when it begins.
 *
 * @param portals where to look
 * @param initiatorName our name
 * @param authentication how to prove who we are
 * @param headerDigest header digests in order of preference
 * @param dataDigest data digests in order of preference
 * @param timing how long things may take
 * @param queueDepth tasks of one session that are sent at the same time
 * @param waitingMax tasks of one session that wait for the command window
 */
record Settings(
        List<PortalEntry> portals,
        String initiatorName,
        Authentication authentication,
        List<DigestKind> headerDigest,
        List<DigestKind> dataDigest,
        Timing timing,
        int queueDepth,
        int waitingMax) {
    /** Longest data segment we take; the staging buffer of a session is a little longer. */
    static final int RECEIVE_BYTES_MAX = 256 * 1024;
    /** Most unsolicited data of one command. */
    static final int FIRST_BURST = 256 * 1024;
    /** Longest sequence of data. */
    static final int MAX_BURST = 16 * 1024 * 1024 - 1024;
    /** R2Ts of one command that a target may have open. */
    static final int MAX_OUTSTANDING_R2T = 8;
}

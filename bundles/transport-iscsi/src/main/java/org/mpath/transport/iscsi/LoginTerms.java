package org.mpath.transport.iscsi;

import java.util.List;
import org.mpath.iscsi.DigestKind;
import org.mpath.iscsi.Isid;

/**
 * What one login asks for.
 *
 * @param initiatorName our name
 * @param targetName the target; null for a discovery session
 * @param isid initiator session id
 * @param authentication how to prove who we are
 * @param headerDigest header digests in order of preference
 * @param dataDigest data digests in order of preference
 * @param receiveBytesMax longest data segment we take
 * @param firstBurst most unsolicited data we would send
 * @param maxBurst longest sequence we would send or take
 * @param maxOutstandingR2t R2Ts of one command we can hold
 */
record LoginTerms(
        String initiatorName,
        String targetName,
        Isid isid,
        Authentication authentication,
        List<DigestKind> headerDigest,
        List<DigestKind> dataDigest,
        int receiveBytesMax,
        int firstBurst,
        int maxBurst,
        int maxOutstandingR2t) {
    boolean discovery() {
        return targetName == null;
    }
}

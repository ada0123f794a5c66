package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Verbs of the iSCSI initiator. Control threads; calls wait, bounded, for the wire. */
@ProviderType
public interface IscsiControl {
    /**
     * SendTargets on one portal (RFC 7143 appendix C).
     *
     * @param portal {@code HOST[:PORT]}, port 3260 when missing
     * @throws ControlException with one sentence naming portal and cause
     */
    List<IscsiTarget> discover(String portal);

    /** Logs in to a target on a portal, keeps the session until {@link #logout}, and reports its units as paths. */
    void login(String portal, String targetName);

    /** Logs out and removes the session and its paths. Answers how many sessions were ended. */
    int logout(String portal, String targetName);

    /** All sessions, wanted and present. */
    List<IscsiSessionState> sessions();
}

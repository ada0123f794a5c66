package org.mpath.transport.iscsi;

import org.mpath.api.io.Reactor;

/** What a nexus or a discovery needs from the transport it belongs to. Reactor thread. */
interface Surroundings {
    Reactor reactor();

    Resolver resolver();

    BufferViews views();

    ChallengeMemory challenges();

    /** The settings that count now. */
    Settings settings();

    /** Whether a person named this portal, in the configuration or in a verb. */
    boolean portalKnown(Portal portal);

    /** The nexus' first attempt, or a scan of its units, is over. */
    void attemptOver(Nexus nexus);

    void pathAppeared(IscsiPath path);

    void pathGone(IscsiPath path, String reason);
}

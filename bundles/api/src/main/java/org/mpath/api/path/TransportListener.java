package org.mpath.api.path;

import org.osgi.annotation.versioning.ConsumerType;

/** Told when paths come and go. Called on any thread, one call at a time per transport; must return quickly. */
@ConsumerType
public interface TransportListener {
    /** A path appeared. Its link is up. */
    void pathAppeared(PathDevice path);

    /** A path is gone for good: its unit left REPORT LUNS, its port was removed by command or configuration. */
    void pathGone(PathDevice path, String reason);

    /** {@link Transport#settled} may have changed. */
    void settledChanged(Transport transport);
}

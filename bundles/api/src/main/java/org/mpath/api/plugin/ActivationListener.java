package org.mpath.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/** Told how the activation of a path ended. */
@ProviderType
@FunctionalInterface
public interface ActivationListener {
    /** The answer; exactly once, on the path's reactor, perhaps before {@link HardwareHandler#activate} returns. */
    void activated(ActivationAnswer answer);
}

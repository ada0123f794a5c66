package org.mpath.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/** Told whether a path's controller owns the unit. */
@ProviderType
@FunctionalInterface
public interface OwnerListener {
    /** The answer; exactly once, on the path's reactor, perhaps before {@link HardwareHandler#askOwner} returns. */
    void ownerState(OwnerState state);
}

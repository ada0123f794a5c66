package org.mpath.api.plugin;

import org.mpath.api.inventory.CheckerState;
import org.osgi.annotation.versioning.ProviderType;

/** Told how a check of a path ended. */
@ProviderType
@FunctionalInterface
public interface CheckListener {
    /**
     * The answer; exactly once, on the path's reactor, perhaps before the check returns.
     *
     * @param message why, one sentence; empty when the path is up
     */
    void checked(CheckerState state, String message);
}

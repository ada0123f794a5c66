package org.mpath.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/** Told how a path ranks. */
@ProviderType
@FunctionalInterface
public interface RankListener {
    /** The answer; exactly once, on the path's reactor, perhaps before the question returns. */
    void ranked(PathRank rank);
}

package org.mpath.prioritizers;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;

/** All paths are equal. */
final class ConstPrioritizer implements Prioritizer {
    private static final PathRank EQUAL = new PathRank(1, -1, "");

    @Override
    public String name() {
        return ConstFactory.PRIORITIZER;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        listener.ranked(EQUAL);
    }
}

package org.mpath.handler.hp.sw;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;

/** Ranks a path by TEST UNIT READY, as multipath-tools' {@code hp_sw}; its commands are bounded. */
final class HpSwPrioritizer implements Prioritizer {
    private static final int TRIES = 5;
    private static final int NO_GROUP = -1;

    @Override
    public String name() {
        return HpSwHandlerFactory.FAMILY;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        Question.ready(path).ask(TRIES, timeoutNanos, (outcome, command) ->
                listener.ranked(rank(Readiness.of(outcome, command))));
    }

    private static PathRank rank(Readiness readiness) {
        return switch (readiness) {
            case ACTIVE -> new PathRank(4, NO_GROUP, "active");
            case PASSIVE -> new PathRank(2, NO_GROUP, "passive");
            case FAILING_OVER -> new PathRank(0, NO_GROUP, "transitioning");
            case GONE, FAILED -> new PathRank(0, NO_GROUP, "");
            case BUSY, LOST, TIMED_OUT -> PathRank.UNKNOWN;
        };
    }
}

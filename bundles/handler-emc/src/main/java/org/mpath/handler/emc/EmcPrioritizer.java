package org.mpath.handler.emc;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.MalformedResponse;

/**
 * Ranks a path as multipath-tools' {@code emc} does: the LUN state, and 2 more through the storage processor that should own
 * the unit. Stateless.
 */
final class EmcPrioritizer implements Prioritizer {
    private static final int PREFERRED = 2;

    @Override
    public String name() {
        return EmcHandlerFactory.FAMILY;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        Question.owner(path, Question.SHORT_PAGE_BYTES).ask(TrespassRound.TRIES, timeoutNanos,
                (outcome, command) -> listener.ranked(outcome == Outcome.GOOD ? rank(command) : PathRank.UNKNOWN));
    }

    private static PathRank rank(PathCommand command) {
        ClariionPage page;
        try {
            page = ClariionPage.parse(command.received());
        } catch (MalformedResponse malformed) {
            return PathRank.UNKNOWN;
        }
        if (page.lunState() > ClariionPage.OWNED || page.upgrading() || !page.fitsFailover()) {
            return PathRank.UNKNOWN;
        }
        int priority = page.lunState() + (page.preferred() ? PREFERRED : 0);
        return new PathRank(priority, page.processor(), EmcUnit.words(page.lunState()));
    }
}

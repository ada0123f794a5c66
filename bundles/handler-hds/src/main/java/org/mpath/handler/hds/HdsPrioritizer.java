package org.mpath.handler.hds;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HdsInquiry.Access;
import org.mpath.scsi.MalformedResponse;

/**
 * Ranks a path as multipath-tools' {@code hds}: volumes with an even number are best reached through controllers with an even
 * number, odd ones through odd ones. Groups it by its controller, as OpenBSD does; the paths of a symmetric unit are alike.
 */
final class HdsPrioritizer implements Prioritizer {
    private static final int TRIES = 4;
    private static final PathRank SYMMETRIC = new PathRank(1, 0, "");

    @Override
    public String name() {
        return HdsHandlerFactory.FAMILY;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        Question.inquiry(path).ask(TRIES, timeoutNanos, (outcome, command) ->
                listener.ranked(outcome == Outcome.GOOD ? rank(command) : PathRank.UNKNOWN));
    }

    private static PathRank rank(PathCommand command) {
        HdsInquiry inquiry;
        try {
            inquiry = HdsInquiry.parse(command.received());
        } catch (MalformedResponse malformed) {
            return PathRank.UNKNOWN;
        }
        if (inquiry.access() == Access.SYMMETRIC) {
            return SYMMETRIC;
        }
        if (inquiry.ldev() == HdsInquiry.NOT_SAID || inquiry.controller() == HdsInquiry.NOT_SAID) {
            return PathRank.UNKNOWN;
        }
        boolean sameParity = (inquiry.ldev() & 1) == (inquiry.controller() & 1);
        return new PathRank(sameParity ? 1 : 0, inquiry.controller(), "");
    }
}

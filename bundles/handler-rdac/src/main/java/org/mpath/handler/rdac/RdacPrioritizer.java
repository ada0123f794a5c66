package org.mpath.handler.rdac;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacAccess.Mode;
import org.mpath.scsi.RdacSubsystem;

/** Ranks a path by VPD page C9h, as multipath-tools' {@code rdac} does; its group is the slot of its controller. */
final class RdacPrioritizer implements Prioritizer {
    private static final int ACCESS_BYTES = 128;
    private static final int TRIES = 4;
    private static final int NO_GROUP = -1;

    private static final int SHIPPING = 8;
    private static final int PREFERRED = 4;
    private static final int OWNED = 2;
    private static final int SECONDARY = 1;

    private final Rejections rejections;

    RdacPrioritizer(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public String name() {
        return RdacHandlerFactory.FAMILY;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        Question.page(path, RdacAccess.PAGE, ACCESS_BYTES).ask(TRIES, timeoutNanos, (outcome, command) -> {
            RdacAccess access = outcome == Outcome.GOOD ? access(command) : null;
            if (access == null) {
                listener.ranked(PathRank.UNKNOWN);
            } else {
                rank(path, access, timeoutNanos, listener);
            }
        });
    }

    private void rank(PathDevice path, RdacAccess access, long timeoutNanos, RankListener listener) {
        Question.page(path, RdacSubsystem.PAGE, RdacSubsystem.BYTES).ask(TRIES, timeoutNanos, (outcome, command) -> {
            int group = outcome == Outcome.GOOD ? slot(command) : NO_GROUP;
            listener.ranked(new PathRank(priority(access), group, access.access().words()));
        });
    }

    private RdacAccess access(PathCommand command) {
        try {
            return RdacAccess.parse(command.received());
        } catch (MalformedResponse malformed) {
            rejections.add(command.path(), malformed.getMessage());
            return null;
        }
    }

    private int slot(PathCommand command) {
        try {
            return RdacSubsystem.parse(command.received()).slot();
        } catch (MalformedResponse malformed) {
            rejections.add(command.path(), malformed.getMessage());
            return NO_GROUP;
        }
    }

    private static int priority(RdacAccess access) {
        int place = switch (access.pathPriority()) {
            case RdacAccess.PREFERRED -> PREFERRED;
            case RdacAccess.SECONDARY -> SECONDARY;
            default -> 0;
        };
        return place + (access.owned() ? OWNED : 0) + (access.mode() == Mode.IO_SHIPPING ? SHIPPING : 0);
    }
}

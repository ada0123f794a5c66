package org.mpath.handler.rdac;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.RdacAccess;

/** RDAC that only follows: looks which controller owns the unit and never moves it (OpenBSD rdac(4), seed-systems 1.7). */
final class FollowingHandler implements HardwareHandler {
    private final OpenCommands commands = new OpenCommands();
    private final Rejections rejections = new Rejections();

    @Override
    public Activation activation() {
        return Activation.FOLLOW;
    }

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        return switch (senseKey << 16 | asc << 8 | ascq) {
            case 0x05_94_01, 0x06_8b_02 -> Verdict.ACTIVATE; // not the owner, quiescence
            default -> Verdict.DECLINED;
        };
    }

    @Override
    public void askOwner(PathDevice path, OwnerListener listener) {
        commands.ask(Question.page(path, RdacAccess.PAGE, RdacAccess.BYTES), Question.LOOKS, Question.LOOK_NANOS,
                (outcome, command) -> listener.ownerState(state(outcome, command)));
    }

    @Override
    public void close() {
        commands.forget();
    }

    private OwnerState state(Outcome outcome, PathCommand command) {
        if (outcome != Outcome.GOOD) {
            return OwnerState.UNKNOWN;
        }
        try {
            return RdacAccess.parse(command.received()).active() ? OwnerState.ACTIVE : OwnerState.PASSIVE;
        } catch (MalformedResponse malformed) {
            rejections.add(command.path(), malformed.getMessage());
            return OwnerState.UNKNOWN;
        }
    }

    /** Answers that were not believed. */
    Rejections rejections() {
        return rejections;
    }
}

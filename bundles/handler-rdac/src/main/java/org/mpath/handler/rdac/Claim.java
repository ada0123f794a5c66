package org.mpath.handler.rdac;

import java.util.function.Consumer;
import java.util.function.Function;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.plugin.kit.Waiter;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacSubsystem;
import org.mpath.scsi.RdacVolume;

/**
 * A path that is to be made ready: finds out which unit of which controller it leads to (VPD C8h, C4h), whether that owns the
 * unit (C9h), and has it moved if not. What the path led to the last time is known until its link changes. Reactor thread.
 */
final class Claim {
    /** How often a claim is in a MODE SELECT that is not carried out, locks aside. */
    static final int SELECTS_MAX = 5;
    /** How long it waits for a lock, which is as long as the engine waits unless it is told otherwise. */
    static final long LOCK_NANOS = 60_000_000_000L;

    private final RdacHandler handler;
    private final Waiter waiter;
    private final long sinceNanos;
    private Seat seat;
    private int selects;
    private boolean moved;

    Claim(RdacHandler handler, PathDevice path, ActivationListener listener) {
        this.handler = handler;
        this.sinceNanos = path.reactor().nanoTime();
        this.waiter = new Waiter(path, answer -> {
            handler.over(this);
            listener.activated(answer);
        });
    }

    void begin() {
        seat = handler.seat(path());
        if (seat == null) {
            identify();
        } else {
            look();
        }
    }

    PathDevice path() {
        return waiter.path();
    }

    int lun() {
        return seat.lun();
    }

    long selectNanos() {
        return handler.selectNanos();
    }

    boolean over() {
        return waiter.over();
    }

    void end(ActivationCode code) {
        waiter.end(code);
    }

    /** Ends and tells nobody: the handler is closed. */
    void forget() {
        waiter.forget();
    }

    // ---- what it asks ----

    private void identify() {
        ask(RdacVolume.PAGE, RdacVolume.BYTES, RdacVolume::parse, volume -> {
            if (volume.lun() < 0 || volume.lun() >= Seat.LUNS) {
                refuse("its unit has number " + Long.toUnsignedString(volume.lun()));
            } else {
                seat = handler.learn(path(), volume);
                look();
            }
        });
    }

    /** Does the controller own the unit? */
    void look() {
        ask(RdacAccess.PAGE, RdacAccess.BYTES, RdacAccess::parse, access -> {
            handler.heard(path(), access.access());
            if (!isToMove(access)) {
                end(ActivationCode.OK);
            } else if (moved) {
                handler.rejections().add(path(), "the unit was moved here, but another controller has it");
                end(ActivationCode.DEV_TEMP_BUSY);
            } else if (seat.controller() == null) {
                locate();
            } else {
                seat.controller().join(this);
            }
        });
    }

    /** Units follow the I/O with AVT; with I/O shipping only the preferred controller is worth a move. */
    private static boolean isToMove(RdacAccess access) {
        return !access.owned()
                && switch (access.mode()) {
                    case RDAC -> true;
                    case AVT -> false;
                    case IO_SHIPPING -> access.preferred();
                };
    }

    private void locate() {
        ask(RdacSubsystem.PAGE, RdacSubsystem.BYTES, RdacSubsystem::parse, subsystem -> {
            handler.locate(seat, subsystem.slot());
            seat.controller().join(this);
        });
    }

    private <P> void ask(int page, int bytes, Function<byte[], P> parser, Consumer<P> told) {
        if (!over()) {
            ArrayCommand question = Question.page(path(), page, bytes);
            handler.commands().ask(question, Question.LOOKS, Question.LOOK_NANOS, (outcome, command) -> {
                P parsed = read(outcome, command, parser);
                if (parsed != null) {
                    told.accept(parsed);
                }
            });
        }
    }

    /** The page that was answered; null, and the claim is over, when there is none to believe, or it came too late. */
    <P> P read(Outcome outcome, PathCommand command, Function<byte[], P> parser) {
        try {
            if (outcome == Outcome.GOOD && !over()) {
                return parser.apply(command.received());
            }
            lost(outcome);
        } catch (MalformedResponse malformed) {
            handler.rejections().add(path(), malformed.getMessage());
            end(ActivationCode.IO);
        }
        return null;
    }

    // ---- what became of a MODE SELECT ----

    /** The array says that it moved the unit: the next look tells whether it did. */
    void moved() {
        moved = true;
    }

    /** It was not carried out, and is to be sent again. */
    void sent() {
        selects++;
        if (selects >= SELECTS_MAX) {
            end(ActivationCode.RETRY);
        }
    }

    /** Another one is at work. */
    void locked() {
        if (path().reactor().nanoTime() - sinceNanos >= LOCK_NANOS) {
            end(ActivationCode.TIMED_OUT);
        }
    }

    /** The path gave no answer, or none that helps. */
    void lost(Outcome outcome) {
        end(switch (outcome) {
            case LOST -> ActivationCode.CONN_FAILURE;
            case TIMED_OUT -> ActivationCode.TIMED_OUT;
            case REFUSED -> ActivationCode.DEV_UNSUPP;
            default -> ActivationCode.IO;
        });
    }

    /** The path cannot be made ready, because its array contradicts itself. */
    void refuse(String reason) {
        handler.rejections().add(path(), reason);
        end(ActivationCode.DEV_UNSUPP);
    }
}

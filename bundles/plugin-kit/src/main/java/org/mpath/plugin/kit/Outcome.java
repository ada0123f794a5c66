package org.mpath.plugin.kit;

import org.mpath.api.plugin.PathCommand;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** How a question to an array ended, as far as it matters for what comes next. */
public enum Outcome {
    /** Answered. */
    GOOD,
    /** The port is between two access states: NOT READY or UNIT ATTENTION, 04h/0Ah. */
    TRANSITION,
    /** Asking again helps: unit attention, busy, an aborted command. */
    PASSING,
    /** The unit does not know the command, or not this form of it. */
    REFUSED,
    /** Any other answer that is not good. */
    FAILED,
    /** The answer does not parse, or contradicts itself. */
    MALFORMED,
    /** The path was lost. */
    LOST,
    /** No answer in time. */
    TIMED_OUT;

    /** No sense data: {@link #sense} of any command without. */
    public static final int NO_SENSE = -1;

    private static final int ASC_NOT_READY = 0x04;
    private static final int ACCESS_TRANSITION = 0x0a;

    /**
     * The sense data of a command that is over, in one number to be compared: {@code 0x05_94_01} is ILLEGAL REQUEST, 94h/01h.
     *
     * @return {@link #NO_SENSE} when it has none that is about this command
     */
    public static int sense(PathCommand command) {
        int key = command.answered() && command.status() == Status.CHECK_CONDITION
                ? Sense.key(command.sense(), command.senseLength())
                : Sense.NONE;
        return key == Sense.NONE
                ? NO_SENSE
                : key << 16
                        | Sense.asc(command.sense(), command.senseLength()) << 8
                        | Sense.ascq(command.sense(), command.senseLength());
    }

    /** Judges a command that is over. */
    public static Outcome of(PathCommand command) {
        if (!command.answered()) {
            return command.timedOut() ? TIMED_OUT : LOST;
        }
        return switch (command.status()) {
            case Status.GOOD -> GOOD;
            case Status.BUSY, Status.TASK_SET_FULL, Status.TASK_ABORTED -> PASSING;
            case Status.CHECK_CONDITION -> ofSense(command.sense(), command.senseLength());
            default -> FAILED;
        };
    }

    private static Outcome ofSense(byte[] sense, int length) {
        int key = Sense.key(sense, length);
        if (key == Sense.NONE) {
            return FAILED;
        }
        boolean transition =
                Sense.asc(sense, length) == ASC_NOT_READY && Sense.ascq(sense, length) == ACCESS_TRANSITION;
        return switch (SenseKey.of(key)) {
            case RECOVERED_ERROR -> GOOD;
            case NOT_READY -> transition ? TRANSITION : FAILED;
            case UNIT_ATTENTION -> transition ? TRANSITION : PASSING;
            case ABORTED_COMMAND -> PASSING;
            case ILLEGAL_REQUEST -> REFUSED;
            default -> FAILED;
        };
    }
}

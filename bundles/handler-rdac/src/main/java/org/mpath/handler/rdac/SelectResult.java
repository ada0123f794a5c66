package org.mpath.handler.rdac;

import org.mpath.plugin.kit.Outcome;

/** How a MODE SELECT that moves units ended, as far as it matters for what comes next (scsi_dh_rdac, seed-systems 4.4). */
enum SelectResult {
    /** The units were moved. */
    DONE,
    /** Another one is at work: again after a pause, as often as it takes. */
    LOCKED,
    /** The units are becoming quiet, or the controller ready: again after a pause. */
    SETTLING,
    /** It was not carried out: again at once. */
    AGAIN,
    /** There was no answer. */
    PATH_LOST,
    /** It is refused. */
    FAILED;

    private static final int NO_SENSE_KEY = 0x00;
    private static final int UNIT_ATTENTION = 0x06;
    private static final int ABORTED_COMMAND = 0x0b;

    /**
     * Judges one.
     *
     * @param sense its sense data, see {@link Outcome#sense}
     */
    static SelectResult of(Outcome outcome, int sense) {
        return switch (sense) {
            case 0x05_91_36 -> LOCKED;
            case 0x06_8b_02, 0x0b_8b_02, 0x02_04_a1, 0x02_a1_02 -> SETTLING; // quiescence
            case 0x02_04_01 -> SETTLING; // becoming ready
            default -> switch (sense >> 16) {
                case NO_SENSE_KEY, UNIT_ATTENTION, ABORTED_COMMAND -> AGAIN;
                default -> withoutSense(outcome);
            };
        };
    }

    private static SelectResult withoutSense(Outcome outcome) {
        return switch (outcome) {
            case GOOD -> DONE;
            case PASSING -> SETTLING; // busy
            case LOST, TIMED_OUT -> PATH_LOST;
            default -> FAILED;
        };
    }
}

package org.mpath.handler.hp.sw;

import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Status;

/** What TEST UNIT READY says of a path (seed-systems 4.6). */
enum Readiness {
    /** Its controller has the units. */
    ACTIVE,
    /** Its controller waits to be started: 02/04/02. */
    PASSIVE,
    /** The units are on their way from one controller to the other: 02/04/03. */
    FAILING_OVER,
    /** The unit was busy, or had other news, whenever it was asked. */
    BUSY,
    /** There is no unit at this number any more: 05/25/00. */
    GONE,
    /** Any other answer. */
    FAILED,
    /** The path was lost. */
    LOST,
    /** No answer in time. */
    TIMED_OUT;

    private static final int START_NEEDED = 0x02_04_02;
    private static final int MANUAL_INTERVENTION = 0x02_04_03;
    private static final int UNIT_NOT_SUPPORTED = 0x05_25_00;

    /** Whether a failover is going on at the array. */
    static boolean failingOver(PathCommand command) {
        return Outcome.sense(command) == MANUAL_INTERVENTION;
    }

    /** Judges the answer to a TEST UNIT READY. */
    static Readiness of(Outcome outcome, PathCommand command) {
        return switch (outcome) {
            case GOOD -> ACTIVE;
            case PASSING -> BUSY;
            case LOST -> LOST;
            case TIMED_OUT -> TIMED_OUT;
            default -> ofRefusal(command);
        };
    }

    private static Readiness ofRefusal(PathCommand command) {
        if (command.status() == Status.RESERVATION_CONFLICT) {
            return ACTIVE; // what a passive controller says comes before what a reservation says
        }
        return switch (Outcome.sense(command)) {
            case START_NEEDED -> PASSIVE;
            case MANUAL_INTERVENTION -> FAILING_OVER;
            case UNIT_NOT_SUPPORTED -> GONE;
            default -> FAILED;
        };
    }
}

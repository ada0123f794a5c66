package org.mpath.target.command;

import org.mpath.scsi.CdbFields;
import org.mpath.scsi.PersistentReserve;
import org.mpath.scsi.ReservationRequest;
import org.mpath.scsi.ReservationType;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.Reservations;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/**
 * PERSISTENT RESERVE OUT (SPC-4 6.16): all but PREEMPT AND ABORT and REGISTER AND MOVE. Nothing survives a loss of power, so
 * APTPL is refused.
 */
final class ReserveOut implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        long length = CdbFields.parameterLength(command.cdb());
        if (length != ReservationRequest.BYTES || command.dataLength() < length) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
            return;
        }
        ReservationRequest request = ReservationRequest.parse(command.received((int) length));
        int action = CdbFields.serviceAction(command.cdb());
        if (request.namesOthers() || registers(action) && request.survivesPowerLoss()) {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
        } else if (isConflict(action, request, nexus)) {
            command.conflict();
        } else {
            carryOut(action, request, command, nexus);
        }
    }

    private static boolean registers(int action) {
        return action == PersistentReserve.REGISTER || action == PersistentReserve.REGISTER_AND_IGNORE;
    }

    /** Who is not registered may register; everything else is for the one with the key. */
    private static boolean isConflict(int action, ReservationRequest request, UnitNexus nexus) {
        long registered = nexus.unit().reservations().key(nexus.nexus());
        return switch (action) {
            case PersistentReserve.REGISTER_AND_IGNORE -> false;
            case PersistentReserve.REGISTER -> request.key() != registered;
            default -> registered == 0 || request.key() != registered;
        };
    }

    private static void carryOut(int action, ReservationRequest request, Command command, UnitNexus nexus) {
        Reservations reservations = nexus.unit().reservations();
        switch (action) {
            case PersistentReserve.REGISTER, PersistentReserve.REGISTER_AND_IGNORE -> {
                reservations.register(nexus, request.actionKey(), request.allTargetPorts());
                command.good();
            }
            case PersistentReserve.CLEAR -> {
                reservations.clear(nexus);
                command.good();
            }
            case PersistentReserve.RESERVE, PersistentReserve.RELEASE, PersistentReserve.PREEMPT ->
                withType(action, request, command, nexus);
            default -> command.check(SenseCode.INVALID_FIELD_IN_CDB);
        }
    }

    private static void withType(int action, ReservationRequest request, Command command, UnitNexus nexus) {
        Reservations reservations = nexus.unit().reservations();
        ReservationType type = ReservationType.of(CdbFields.reservationType(command.cdb()));
        if (type == null || CdbFields.reservationScope(command.cdb()) != 0) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (action == PersistentReserve.RELEASE) {
            answer(command, reservations.release(nexus, type), SenseCode.INVALID_RELEASE);
        } else {
            boolean done = action == PersistentReserve.RESERVE
                    ? reservations.reserve(nexus.nexus(), type)
                    : reservations.preempt(nexus, request.actionKey(), type);
            answer(command, done, null);
        }
    }

    /** @param otherwise null for a conflict */
    private static void answer(Command command, boolean done, SenseCode otherwise) {
        if (done) {
            command.good();
        } else if (otherwise == null) {
            command.conflict();
        } else {
            command.check(otherwise);
        }
    }
}

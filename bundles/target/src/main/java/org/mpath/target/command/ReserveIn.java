package org.mpath.target.command;

import org.mpath.scsi.CdbFields;
import org.mpath.scsi.PersistentReserve;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.Reservations;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** PERSISTENT RESERVE IN (SPC-4 6.15): READ KEYS, READ RESERVATION, REPORT CAPABILITIES. */
final class ReserveIn implements CommandHandler {
    /** Registers for all target ports; all six types of reservations; nothing survives a loss of power. */
    private static final byte[] CAPABILITIES = {0, 8, 0x04, (byte) 0x80, (byte) 0xea, 0x01, 0, 0};

    @Override
    public void execute(Command command, UnitNexus nexus) {
        Reservations reservations = nexus.unit().reservations();
        switch (CdbFields.serviceAction(command.cdb())) {
            case PersistentReserve.READ_KEYS -> DiskCommands.answer(command, reservations.registered().bytes());
            case PersistentReserve.READ_RESERVATION -> DiskCommands.answer(command, reservations.held().bytes());
            case PersistentReserve.REPORT_CAPABILITIES -> DiskCommands.answer(command, CAPABILITIES);
            default -> command.check(SenseCode.INVALID_FIELD_IN_CDB);
        }
    }
}

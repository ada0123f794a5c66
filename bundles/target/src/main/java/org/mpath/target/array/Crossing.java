package org.mpath.target.array;

import org.mpath.scsi.AccessState;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.DeferredAnswer;
import org.mpath.target.UnitNexus;

/**
 * I/O that takes longer through a controller that does not own the unit, because it goes to the owner and back.
 *
 * @param plain carries it out
 * @param nanos how much longer
 */
record Crossing(CommandHandler plain, long nanos) implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        if (nexus.access() == AccessState.ACTIVE_OPTIMIZED) {
            plain.execute(command, nexus);
        } else {
            DeferredAnswer answer = command.defer();
            nexus.unit().array().agenda().after(nanos, () -> answer.of(plain));
        }
    }
}

package org.mpath.target.command;

import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.UnitNexus;

/** READ CAPACITY (10) (SBC-4 5.20). */
final class ReadCapacity10 implements CommandHandler {
    @Override
    public void execute(Command command, UnitNexus nexus) {
        DiskCommands.answer(command, ReadCapacity16.capacity(nexus.unit()).bytes10());
    }
}

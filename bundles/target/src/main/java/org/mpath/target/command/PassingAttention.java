package org.mpath.target.command;

import org.mpath.target.CommandHandler;

/** A command that is carried out while a unit attention is pending (SAM-5 5.14). */
interface PassingAttention extends CommandHandler {
    @Override
    default boolean passesAttention() {
        return true;
    }
}

package org.mpath.target;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries out one command of a logical unit. Stateless: what a command changes is in the unit or its view by the nexus.
 */
@ConsumerType
@FunctionalInterface
public interface CommandHandler {
    /**
     * Carries out a command whose CDB is as long as its operation code asks, and sets its answer. Must not throw.
     *
     * @param command the command
     * @param nexus the unit as the command's nexus sees it
     */
    void execute(Command command, UnitNexus nexus);

    /** Whether the command is carried out while a unit attention is pending and leaves it pending (SAM-5 5.14). */
    default boolean passesAttention() {
        return false;
    }
}

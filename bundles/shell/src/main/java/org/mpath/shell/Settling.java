package org.mpath.shell;

import java.time.Duration;
import org.mpath.api.inventory.Inventory;

/** Waiting for discovery, bounded. */
final class Settling {
    private Settling() {}

    /**
     * Waits until every path found so far has been identified and placed.
     *
     * @throws CommandException {@link ExitCode#NOT_READY} when that takes longer than {@code limit}
     */
    static void await(Inventory inventory, Duration limit) {
        try {
            if (!inventory.awaitSettled(limit)) {
                throw new CommandException(
                        ExitCode.NOT_READY,
                        "discovery has not settled after " + limit.toSeconds() + " s; `mpath:paths` shows how far it is");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.NOT_READY, "interrupted while discovery was settling");
        }
    }
}

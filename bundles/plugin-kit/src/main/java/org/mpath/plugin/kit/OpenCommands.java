package org.mpath.plugin.kit;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.mpath.api.plugin.PathCommand;

/** The commands of a handler that are on their way, to be forgotten when it is closed. Reactor thread. */
public final class OpenCommands {
    private final Set<ArrayCommand> open = new HashSet<>();

    /** None yet. */
    public OpenCommands() {}

    /**
     * Asks.
     *
     * @param tries how often the command is sent at most
     * @param timeoutNanos for each of them
     * @param told once, perhaps before this returns; never after {@link #forget}
     */
    public void ask(ArrayCommand command, int tries, long timeoutNanos, BiConsumer<Outcome, PathCommand> told) {
        open.add(command);
        command.ask(tries, timeoutNanos, (outcome, ended) -> {
            open.remove(command);
            told.accept(outcome, ended);
        });
    }

    /** Nobody wants their answers any more. */
    public void forget() {
        open.forEach(ArrayCommand::forget);
        open.clear();
    }
}

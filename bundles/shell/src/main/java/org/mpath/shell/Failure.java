package org.mpath.shell;

import java.io.EOFException;
import java.util.Collection;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;

/**
 * What went wrong with a command line, for people and for scripts.
 *
 * @param code exit code
 * @param sentence one line
 */
record Failure(ExitCode code, String sentence) {
    private static final String COMMANDS = ".commands";

    /** Finds the sentence and the code of what a session threw. */
    static Failure of(Exception thrown, CommandSession session) {
        if (thrown instanceof CommandException failed) {
            return new Failure(failed.code(), oneLine(failed.getMessage()));
        }
        if (thrown instanceof CommandNotFoundException unknown) {
            return new Failure(ExitCode.USAGE, unknownCommand(unknown.getCommand(), commands(session)));
        }
        if (thrown instanceof SyntaxError || thrown instanceof EOFException) {
            return new Failure(ExitCode.USAGE, "cannot read the command line: " + oneLine(thrown.getMessage()));
        }
        if (thrown instanceof IllegalArgumentException) {
            return new Failure(ExitCode.USAGE, oneLine(String.valueOf(thrown.getMessage())));
        }
        return new Failure(ExitCode.OTHER, oneLine(thrown.toString()));
    }

    private static String unknownCommand(String name, Collection<String> commands) {
        List<String> known = commands.stream()
                .map(command -> name.contains(":") ? command : command.substring(command.indexOf(':') + 1))
                .filter(command -> !command.startsWith("_") && !command.contains(":_"))
                .sorted()
                .toList();
        String nearest = Text.nearest(name, known);
        return "no command " + name + (nearest == null ? "" : ": nearest is " + nearest) + "; `help` lists all";
    }

    private static Collection<String> commands(CommandSession session) {
        return session.get(COMMANDS) instanceof Collection<?> names
                ? names.stream().map(Object::toString).toList()
                : List.of();
    }

    private static String oneLine(String text) {
        return Text.visible(text.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}

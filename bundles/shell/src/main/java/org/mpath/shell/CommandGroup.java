package org.mpath.shell;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.mpath.api.control.ControlException;
import org.mpath.api.map.MapException;

/**
 * The commands of one scope: a method per command, its grammar in the {@link Usage} annotation. The service is for help and
 * completion; Gogo finds the methods by name.
 *
 * <p>Runs on the session's threads. Commands print to their session and return nothing: a session keeps what a command
 * returns.
 */
abstract class CommandGroup {
    private final Map<String, Syntax> syntaxes;

    CommandGroup(String scope) {
        syntaxes = Map.copyOf(Syntax.ofMethods(scope, getClass()));
    }

    /** The grammars of all commands. */
    final Collection<Syntax> syntaxes() {
        return syntaxes.values();
    }

    /** What may stand for an operand of a kind now; empty when anything may. */
    abstract List<String> names(String kind);

    /**
     * Runs one command: help, words, failures. A refusal of a service becomes its sentence.
     *
     * @throws CommandException with the sentence and exit code of what is wrong
     */
    final void run(String name, CommandSession session, String[] words, Consumer<Call> body) {
        Syntax syntax = syntaxes.get(name);
        Screen screen = Screen.of(session);
        if (Arrays.asList(words).contains("--help")) {
            syntax.help().forEach(screen::sentence);
            return;
        }
        try {
            body.accept(new Call(syntax.parse(words), screen));
        } catch (MapException refusal) {
            throw new CommandException(ExitCode.of(refusal.code()), refusal.getMessage());
        } catch (ControlException refusal) {
            throw new CommandException(ExitCode.OTHER, refusal.getMessage());
        }
    }

    /** The service, or the sentence that it is missing. */
    static <T> T present(T service, String what, String bundle) {
        if (service == null) {
            throw new CommandException(
                    ExitCode.NOT_READY, "no " + what + " is installed: bundle " + bundle + " brings it");
        }
        return service;
    }
}

package org.mpath.shell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.mpath.api.control.ControlException;
import org.mpath.api.map.MapException;

/**
 * Commands of one scope: a public method per command, its grammar in the {@link Usage} annotation. {@link CommandServices}
 * makes them known to Gogo, help and completion read the grammars.
 *
 * <p>Runs on the session's threads. Commands print to their session and return nothing: a session keeps what a command
 * returns.
 */
abstract class CommandGroup {
    private record Command(Syntax syntax, Method method) {}

    private final Map<String, Command> commands = new TreeMap<>();

    CommandGroup(String scope) {
        for (Method method : getClass().getMethods()) {
            if (method.isAnnotationPresent(Usage.class)) {
                Syntax syntax = Syntax.of(scope, method);
                commands.put(syntax.name(), new Command(syntax, method));
            }
        }
    }

    /** The grammars of all commands. */
    final Collection<Syntax> syntaxes() {
        return commands.values().stream().map(Command::syntax).toList();
    }

    /** What may stand for an operand or an option's value of a kind now; empty when anything may. */
    abstract List<String> names(String kind);

    /**
     * The same, for those who look at what was typed before.
     *
     * @param before the operands before this one
     */
    List<String> names(String kind, List<String> before) {
        return names(kind);
    }

    /** Calls a command's method, as Gogo would if names could have hyphens and {@code wait} were not Java's own. */
    final void call(String name, CommandSession session, List<?> words) throws Exception {
        String[] texts = words.stream().map(word -> word == null ? "" : word.toString()).toArray(String[]::new);
        try {
            commands.get(name).method().invoke(this, session, texts);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception failure ? failure : thrown;
        }
    }

    /**
     * Runs one command: help, words, failures. A refusal of a service becomes its sentence.
     *
     * @throws CommandException with the sentence and exit code of what is wrong
     */
    final void run(String name, CommandSession session, String[] words, Consumer<Call> body) {
        Syntax syntax = commands.get(name).syntax();
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
            throw new CommandException(ExitCode.of(refusal.code()), refusal.getMessage());
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

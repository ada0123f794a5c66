package org.mpath.shell;

import java.util.List;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The hidden command {@code mpath:__unknown NAME}: the sentence for a command that is not there, for the line editor. */
@Component(service = UnknownCommand.class, immediate = true)
@GogoCommand(
        scope = "mpath",
        function = {"__unknown"})
public final class UnknownCommand implements Function {
    /** Made by Declarative Services. */
    @Activate
    public UnknownCommand() {}

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        String name = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
        Failure failure = Failure.of(new CommandNotFoundException(name), session);
        throw new CommandException(failure.code(), failure.sentence());
    }
}

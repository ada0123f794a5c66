package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The hidden command {@code mpath:__completions}, called once by {@code etc/gosh_profile}: teaches the session's line editor
 * every command, its options and where its candidates come from, so that no list of commands is kept beside the grammars.
 */
@Component(service = Completions.class, immediate = true)
@GogoCommand(
        scope = "mpath",
        function = {"__completions"})
public final class Completions implements Function {
    private static final String COMPLETE = "gogo:complete";

    private final List<CommandGroup> groups = new CopyOnWriteArrayList<>();

    /** Made by Declarative Services. */
    @Activate
    public Completions() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGroup(CommandGroup group) {
        groups.add(group);
    }

    void removeGroup(CommandGroup group) {
        groups.remove(group);
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        if (session.get(COMPLETE) instanceof Function complete) {
            for (CommandGroup group : groups) {
                for (Syntax syntax : group.syntaxes()) {
                    teach(session, complete, syntax);
                }
            }
        }
        return null;
    }

    private static void teach(CommandSession session, Function complete, Syntax syntax) throws Exception {
        String name = syntax.fullName();
        call(session, complete, "-c", name, "-e");
        call(session, complete, "-c", name, "-d", syntax.summary());
        for (Syntax.Option option : syntax.options()) {
            boolean isLong = option.name().startsWith("--");
            String bare = option.name().substring(isLong ? 2 : 1);
            call(session, complete, "-c", name, isLong ? "-l" : "-s", bare, "-d", option.summary());
        }
        if (!syntax.operands().isEmpty()) {
            String candidates =
                    Candidates.NAME + " " + name + " ($.commandLine words) ($.commandLine wordIndex)";
            call(session, complete, "-c", name, "-a", candidates);
        }
    }

    private static void call(CommandSession session, Function complete, String... words) throws Exception {
        complete.execute(session, new ArrayList<>(List.of(words)));
    }
}

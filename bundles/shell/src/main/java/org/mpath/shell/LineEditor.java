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
 * The hidden command {@code mpath:__lineeditor}, called once by {@code etc/gosh_profile}: teaches the session's line editor
 * every command, its options and where its candidates come from, so that no list of commands is kept beside the grammars;
 * and takes the colour off what is typed where none is wanted.
 */
@Component(service = LineEditor.class, immediate = true)
@GogoCommand(
        scope = "mpath",
        function = {"__lineeditor"})
public final class LineEditor implements Function {
    private static final String COMPLETE = "gogo:complete";
    private static final String SET_OPTION = "gogo:setopt";

    private final List<CommandGroup> groups = new CopyOnWriteArrayList<>();

    /** Made by Declarative Services. */
    @Activate
    public LineEditor() {}

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
        if (Screen.colourUnwanted(session) && session.get(SET_OPTION) instanceof Function setOption) {
            call(session, setOption, "disable-highlighter");
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

    private static void call(CommandSession session, Function command, String... words) throws Exception {
        command.execute(session, new ArrayList<>(List.of(words)));
    }
}

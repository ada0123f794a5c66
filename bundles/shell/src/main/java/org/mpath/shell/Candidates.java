package org.mpath.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.mpath.api.map.MapException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The hidden command {@value #NAME}{@code  COMMAND WORDS PLACE}, which the line editor calls: what may stand at a place of a
 * command line, from the command's grammar and from what is there now.
 */
@Component(service = Candidates.class, immediate = true)
@GogoCommand(
        scope = "mpath",
        function = {"__candidates"})
public final class Candidates implements Function {
    /** The command with its scope. */
    static final String NAME = "mpath:__candidates";

    private final List<CommandGroup> groups = new CopyOnWriteArrayList<>();

    /** Made by Declarative Services. */
    @Activate
    public Candidates() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGroup(CommandGroup group) {
        groups.add(group);
    }

    void removeGroup(CommandGroup group) {
        groups.remove(group);
    }

    /** The candidates, as strings. Never fails: a completion that cannot be made is none. */
    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        if (arguments.size() != 3 || !(arguments.get(1) instanceof Collection<?> line)) {
            return List.of();
        }
        List<String> words = line.stream().map(String::valueOf).toList();
        int place = Integer.parseInt(String.valueOf(arguments.get(2)));
        try {
            return candidates(String.valueOf(arguments.get(0)), words, place);
        } catch (CommandException | MapException refusal) {
            return List.of();
        }
    }

    private List<String> candidates(String command, List<String> words, int place) {
        for (CommandGroup group : groups) {
            for (Syntax syntax : group.syntaxes()) {
                if (syntax.fullName().equals(command)) {
                    return candidates(group, syntax, words.subList(1, Math.min(place, words.size())));
                }
            }
        }
        return List.of();
    }

    /** An option's value, or the next operand; options and their values are no operands. */
    private static List<String> candidates(CommandGroup group, Syntax syntax, List<String> before) {
        List<String> operands = new ArrayList<>();
        String value = "";
        for (String word : before) {
            boolean option = value.isEmpty() && word.startsWith("-");
            if (value.isEmpty() && !option) {
                operands.add(word);
            }
            value = option ? syntax.valueOf(word) : "";
        }
        String kind = value.isEmpty() ? syntax.kindAt(operands.size()) : value;
        List<String> choices = Syntax.choices(kind);
        return choices.isEmpty() ? group.names(kind, operands) : choices;
    }
}

package org.mpath.shell;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.Decision;
import org.mpath.api.control.DecisionControl;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Why things are as they are. */
@Component(service = {WhyCommands.class, CommandGroup.class}, immediate = true)
public final class WhyCommands extends CommandGroup {
    private static final String SUBJECT = "MAP|PATH";
    private static final String FURTHER = "MAP|PATH|WWID|KEYWORD";
    /** What an explanation of a path says better, from the engine's own point of view. */
    private static final Set<String> TOLD = Set.of("plug-in", "check", "place");

    private static final Listing<ConfigValue> VALUES = new Listing<ConfigValue>("values")
            .text("VALUE", "value", ConfigValue::value)
            .text("ORIGIN", "origin", ConfigValue::origin)
            .field("keyword", ConfigValue::keyword)
            .field("subject", ConfigValue::section);

    private final Maps maps;
    private final EventLog log;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile DecisionControl decisions;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile ConfigControl configuration;

    /** Made by Declarative Services. */
    @Activate
    public WhyCommands(@Reference Maps maps, @Reference EventLog log) {
        super("mpath");
        this.maps = maps;
        this.log = log;
    }

    /** Explains a map, a path, a value, or why something is no map. */
    @Descriptor("explains a map or a path; 'not X': why X is in no map; 'value KEYWORD X': where a value of X comes from")
    @Usage(operands = SUBJECT + " [" + FURTHER + "...]", example = "mpath:why value no_path_retry mpatha")
    public void why(CommandSession session, String[] words) {
        run("why", session, words, call -> {
            List<String> operands = call.arguments().operands();
            List<String> rest = operands.subList(1, operands.size());
            switch (operands.get(0)) {
                case "value" -> value(call, rest);
                case "not" -> tell(call, not(one(call, rest)));
                case "path", "map" -> tell(call, explain(one(call, rest)));
                default -> tell(call, explain(one(call, operands)));
            }
        });
    }

    private static String one(Call call, List<String> operands) {
        if (operands.size() != 1) {
            throw call.arguments().syntax().wrong("mpath:why needs one MAP or PATH behind that word");
        }
        return operands.get(0);
    }

    private static void tell(Call call, Explanation explanation) {
        if (call.json()) {
            call.document(json -> WhyJson.write(json, explanation));
        } else {
            new WhyText(Times.now(), call.screen().columns()).lines(explanation).forEach(call.screen().out()::println);
        }
    }

    // ---- values ----

    /** {@code value KEYWORD for SUBJECT}; the word between may be left out. */
    private void value(Call call, List<String> rest) {
        boolean between = rest.size() == 3 && rest.get(1).equals("for");
        if (rest.size() != 2 && !between) {
            throw call.arguments().syntax().wrong("mpath:why value needs KEYWORD and MAP or PATH");
        }
        List<ConfigValue> values = control().value(rest.get(0), rest.get(rest.size() - 1));
        VALUES.print(call, values, "nobody sets " + rest.get(0) + ", and it has no default");
    }

    private DecisionControl control() {
        return present(decisions, "discovery", "org.mpath.discovery");
    }

    // ---- explanations ----

    private Explanation not(String name) {
        Explanation.Chain chain = new Explanation.Chain();
        boolean there = maps.plane().stateOf(name) != null;
        if (there) {
            chain.now("map", "there is a map of this name: `mpath:why " + name + "` explains it");
        }
        control().not(name).forEach(decision -> add(chain, decision));
        return new Explanation("not", name, there ? name : "", there,
                name + (there ? " is a map" : " is no map, or in none"), chain.inOrder(), List.of());
    }

    private static void add(Explanation.Chain chain, Decision decision) {
        String text = decision.text() + (decision.because().isEmpty() ? "" : ": " + decision.because());
        if (decision.timeMillis() > 0) {
            chain.happened(decision.timeMillis(), decision.topic(), text);
        } else {
            chain.now(decision.topic(), text);
        }
    }

    /** An explanation with what discovery decided, as far as it says more. */
    private Explanation with(Explanation explanation) {
        DecisionControl present = decisions;
        if (present == null) {
            return explanation;
        }
        Explanation.Chain chain = new Explanation.Chain();
        explanation.steps().forEach(chain::add);
        try {
            boolean map = explanation.kind().equals("map");
            (map ? present.map(explanation.name()) : present.path(explanation.name())).stream()
                    .filter(decision -> !TOLD.contains(decision.topic()))
                    .forEach(decision -> add(chain, decision));
        } catch (ControlException unknown) {
            return explanation; // made by hand, or gone in this moment
        }
        return new Explanation(explanation.kind(), explanation.name(), explanation.map(), explanation.takesIo(),
                explanation.verdict(), chain.inOrder(), explanation.advice());
    }

    private Explanation explain(String name) {
        MapState map = maps.plane().stateOf(name);
        if (map != null) {
            return with(Why.map(facts(map)));
        }
        if (maps.pathNames().contains(name)) {
            return with(Why.path(facts(maps.ofPath(name)), name));
        }
        DiscoveredPath lone = maps.discovered().get(name);
        if (lone == null) {
            throw unknown(name);
        }
        return with(Why.lonePath(lone));
    }

    /** Paths in no map too. */
    private List<String> mapsAndPaths() {
        return Stream.of(maps.names(), maps.pathNames(), maps.discovered().keySet())
                .flatMap(Collection::stream)
                .distinct()
                .toList();
    }

    private CommandException unknown(String name) {
        MapEvent last = log.lastOf(name);
        if (last != null) {
            return new CommandException(
                    ExitCode.NOT_FOUND,
                    name + " is not there any more: " + EventWords.sentence(last, name) + ", "
                            + Times.now().ago(last.timeMillis()) + "; `mpath:events` shows what happened");
        }
        return Text.unknown("map or path", name, mapsAndPaths(), "mpath:topology");
    }

    /** A map whose owner is stuck is explained too, by what is known without it. */
    private Facts facts(MapState map) {
        String name = map.name();
        long nowMillis = System.currentTimeMillis();
        try {
            return new Facts(
                    map, DmText.group(maps.plane().status(name)), maps.plane().policy(name), log.history(maps, name),
                    maps.discovered(), maps.plane().users(name), nowMillis);
        } catch (MapException refusal) {
            if (refusal.code() != MapException.Code.TIMEOUT) {
                throw refusal;
            }
            return new Facts(map, 0, null, log.history(maps, name), maps.discovered(), List.of(), nowMillis);
        }
    }

    @Override
    List<String> names(String kind) {
        return kind.equals(SUBJECT) || kind.equals(FURTHER) ? mapsAndPaths() : List.of();
    }

    /** Keywords behind {@code value}. */
    @Override
    List<String> names(String kind, List<String> before) {
        ConfigControl present = configuration;
        boolean keyword = before.equals(List.of("value"));
        return keyword ? present == null ? List.of() : present.keywords() : names(kind);
    }
}

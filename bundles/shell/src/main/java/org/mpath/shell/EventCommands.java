package org.mpath.shell;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What happened, what happens next, and why things are as they are. */
@Component(service = {EventCommands.class, CommandGroup.class}, immediate = true)
public final class EventCommands extends CommandGroup {
    private static final int EVENTS_SHOWN = 20;
    private static final int SECONDS_MAX = 86_400;
    /** One wait of the data plane; between two the session may be interrupted. */
    private static final long SLICE_MILLIS = 1_000;

    private static final Listing<MapEvent> EVENTS = new Listing<MapEvent>("events")
            .number("SEQ", "sequence", MapEvent::sequence)
            .text("TIME", "", event -> Times.now().full(event.timeMillis()))
            .field("time_millis", MapEvent::timeMillis)
            .text("EVENT", "event", event -> event.kind().type())
            .text("MAP", "map", MapEvent::map)
            .text("PATH", "path", MapEvent::path)
            .field("from", MapEvent::from)
            .field("to", MapEvent::to)
            .field("reason", MapEvent::reason)
            .state("STATE", "", EventWords::state)
            .text("REASON", "", EventWords::reason);

    private final Maps maps;
    private final EventLog log;

    /** Made by Declarative Services. */
    @Activate
    public EventCommands(@Reference Maps maps, @Reference EventLog log) {
        super("mpath");
        this.maps = maps;
        this.log = log;
    }

    /** The latest events. */
    @Descriptor("lists the latest events of a map or of all, oldest first")
    @Usage(operands = "[MAP]", options = "-n N  how many, 20 when not given", example = "mpath:events mpatha -n 5")
    public void events(CommandSession session, String[] words) {
        run("events", session, words, call -> {
            int count = call.arguments().number("-n", EVENTS_SHOWN, 1, EventLog.EVENTS_MAX);
            EVENTS.print(call, history(call.operand(0)).latest(count), "no events yet");
        });
    }

    /** The data plane knows what happened before this bundle was started, the log what became of maps that are gone. */
    private History history(String name) {
        List<MapState> shown = maps.all().stream()
                .filter(map -> name == null || map.name().equals(name))
                .toList();
        Predicate<MapEvent> wanted = event -> name == null || event.map().equals(name);
        List<MapEvent> logged = log.last(EventLog.EVENTS_MAX).stream().filter(wanted).toList();
        if (name != null && shown.isEmpty() && logged.isEmpty()) {
            maps.named(name); // fails with the nearest name
        }
        return History.merged(Stream.concat(shown.stream().map(map -> historyOf(map.name())), Stream.of(logged)));
    }

    private Collection<MapEvent> historyOf(String map) {
        try {
            return maps.plane().history(map);
        } catch (MapException gone) {
            return List.of(); // removed in this moment
        }
    }

    /** Waits for an event. */
    @Descriptor("waits until the event counter of a map is above COUNT, as now when not given, and prints it")
    @Usage(
            name = "wait",
            operands = "MAP [COUNT]",
            options = "--timeout S  give up after so many seconds",
            example = "mpath:wait mpatha --timeout 60")
    public void awaitEvent(CommandSession session, String[] words) {
        run("wait", session, words, call -> {
            MapState map = maps.named(call.operand(0));
            long seen = call.operand(1) == null ? map.events() : call.arguments().number(1, 0, 0, Integer.MAX_VALUE);
            int seconds = call.arguments().number("--timeout", 0, 0, SECONDS_MAX);
            boolean bounded = call.arguments().has("--timeout");
            long counter = awaitAbove(map.name(), seen, bounded ? TimeUnit.SECONDS.toMillis(seconds) : Long.MAX_VALUE);
            if (counter <= seen) {
                throw new CommandException(
                        ExitCode.TIMEOUT,
                        "no event of " + map.name() + " in " + seconds + " s: its counter is " + counter
                                + "; `mpath:status " + map.name() + "` shows how it is");
            }
            if (call.json()) {
                call.document(json -> {
                    json.writeStringField("map", map.name());
                    json.writeNumberField("events", counter);
                });
            } else {
                call.screen().sentence(Long.toString(counter));
            }
        });
    }

    private long awaitAbove(String map, long seen, long limitMillis) {
        long start = System.nanoTime();
        long counter;
        long left;
        do {
            left = limitMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            counter = maps.plane().awaitEvent(map, seen, Math.max(0, Math.min(SLICE_MILLIS, left)));
            if (Thread.currentThread().isInterrupted()) {
                throw new CommandException(ExitCode.OTHER, "interrupted");
            }
        } while (counter <= seen && left > SLICE_MILLIS);
        return counter;
    }

    /** Explains a map or a path. */
    @Descriptor("explains the present state of a map or a path: what led to it, what holds now, what to do")
    @Usage(operands = "MAP|PATH", example = "mpath:why lab:A0/0")
    public void why(CommandSession session, String[] words) {
        run("why", session, words, call -> {
            Explanation explanation = explain(call.operand(0));
            if (call.json()) {
                call.document(json -> WhyJson.write(json, explanation));
            } else {
                new WhyText(Times.now(), call.screen().columns()).lines(explanation).forEach(call.screen().out()::println);
            }
        });
    }

    private Explanation explain(String name) {
        MapState map = maps.plane().stateOf(name);
        if (map != null) {
            return Why.map(facts(map));
        }
        if (maps.pathNames().contains(name)) {
            return Why.path(facts(maps.ofPath(name)), name);
        }
        DiscoveredPath lone = maps.discovered().get(name);
        if (lone == null) {
            throw unknown(name);
        }
        return Why.lonePath(lone);
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
                    map, DmText.group(maps.plane().status(name)), maps.plane().policy(name), history(name),
                    maps.discovered(), maps.plane().users(name), nowMillis);
        } catch (MapException refusal) {
            if (refusal.code() != MapException.Code.TIMEOUT) {
                throw refusal;
            }
            return new Facts(map, 0, null, history(name), maps.discovered(), List.of(), nowMillis);
        }
    }

    @Override
    List<String> names(String kind) {
        return switch (kind) {
            case "MAP" -> maps.names();
            case "MAP|PATH" -> mapsAndPaths();
            default -> List.of();
        };
    }
}

package org.mpath.shell;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What happened, and what happens next. */
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
            EVENTS.print(call, log.history(maps, call.operand(0)).latest(count), "no events yet");
        });
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

    @Override
    List<String> names(String kind) {
        return switch (kind) {
            case "MAP" -> maps.names();
            default -> List.of();
        };
    }
}

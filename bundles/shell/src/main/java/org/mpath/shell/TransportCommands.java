package org.mpath.shell;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.path.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What brings paths. */
@Component(service = {TransportCommands.class, CommandGroup.class}, immediate = true)
public final class TransportCommands extends CommandGroup {
    private static final Listing<Transport> TRANSPORTS = new Listing<Transport>("transports")
            .text("TRANSPORT", "transport", Transport::type)
            .number("PATHS", "paths", transport -> transport.paths().size())
            .state("STATE", "state", transport -> transport.settled() ? "settled" : "looking")
            .text("NOTE", "note", Transport::note);

    private final List<Transport> transports = new CopyOnWriteArrayList<>();

    /** Made by Declarative Services. */
    @Activate
    public TransportCommands() {
        super("mpath");
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(Transport transport) {
        transports.add(transport);
    }

    void removeTransport(Transport transport) {
        transports.remove(transport);
    }

    /** The transports. */
    @Descriptor("lists what brings paths, and why there are not more of them")
    @Usage(example = "mpath:transports")
    public void transports(CommandSession session, String[] words) {
        run("transports", session, words, call -> TRANSPORTS.print(call,
                transports.stream().sorted(Comparator.comparing(Transport::type)).toList(), "no transport is installed"));
    }

    @Override
    List<String> names(String kind) {
        return List.of();
    }
}
